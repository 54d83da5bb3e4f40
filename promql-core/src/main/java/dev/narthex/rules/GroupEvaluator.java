package dev.narthex.rules;

import dev.narthex.model.Labels;
import dev.narthex.promql.engine.QueryEngine;
import dev.narthex.promql.query.QueryException;
import dev.narthex.promql.query.QueryOptions;
import dev.narthex.promql.source.SeriesSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Evaluates a group: its rules in order, each seeing what the earlier ones wrote at this very time. Stateless and safe for concurrent
 * use; the same inputs give the same outcome.
 */
public final class GroupEvaluator {
  private final QueryEngine engine;
  private final QueryOptions options;
  private final Labels externalLabels;
  private final String externalUrl;

  public GroupEvaluator(QueryEngine engine, QueryOptions options, Labels externalLabels, String externalUrl) {
    this.engine = engine;
    this.options = options;
    this.externalLabels = externalLabels;
    this.externalUrl = externalUrl;
  }

  /**
   * A group after one evaluation.
   *
   * @param rules in file order
   * @param state for the next evaluation
   */
  public record Evaluation(RuleGroup group, long time, List<RuleOutcome> rules, GroupState state) {}

  /**
   * Evaluates.
   *
   * @param time epoch milliseconds that the rules look at and their samples carry: the tick minus the query offset
   * @param before what the last evaluation left
   */
  public Evaluation evaluate(RuleGroup group, long time, GroupState before, SeriesSource source) {
    OverlaySource overlay = new OverlaySource(source, time);
    RuleQueries queries = new RuleQueries(engine, overlay, options, time);
    AlertTemplates.Context context = new AlertTemplates.Context(externalLabels, externalUrl, time, queries::run);
    String[] keys = GroupState.keys(group.rules());
    List<RuleOutcome> outcomes = new ArrayList<>();
    Map<String, RuleState> after = new LinkedHashMap<>();
    for (int i = 0; i < keys.length; i++) {
      Rule rule = group.rules().get(i);
      RuleState known = before.of(keys[i]);
      RuleOutcome outcome = evaluate(rule, queries, known, context, time, group.limit());
      outcomes.add(outcome);
      after.put(keys[i], outcome.state());
      if (outcome.failure().isEmpty()) {
        overlay.add(outcome.samples(), known.series());
      }
    }
    return new Evaluation(group, time, List.copyOf(outcomes), new GroupState(Map.copyOf(after)));
  }

  private static RuleOutcome evaluate(Rule rule, RuleQueries queries, RuleState before, AlertTemplates.Context context, long time, int limit) {
    try {
      return switch (rule) {
        case Rule.Recording r -> {
          RuleOutcome outcome = RecordingEvaluation.evaluate(r, queries, time, limit);
          // a failed rule keeps what it wrote last, so that its series still go stale when it works again
          yield outcome.failure().isEmpty() ? outcome : RuleOutcome.failed(rule, before, outcome.failure().get());
        }
        case Rule.Alerting a -> AlertingEvaluation.evaluate(a, queries, before, context, time, limit);
      };
    } catch (QueryException e) {
      return RuleOutcome.failed(rule, before, String.valueOf(e.getMessage()));
    }
  }
}
