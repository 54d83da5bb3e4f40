package dev.narthex.rules;

import dev.narthex.model.Labels;
import dev.narthex.promql.engine.QueryEngine;
import dev.narthex.promql.query.QueryException;
import dev.narthex.promql.query.QueryOptions;
import dev.narthex.promql.query.QueryOrigin;
import dev.narthex.promql.source.SeriesSource;
import dev.narthex.promql.source.SourceException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Evaluates a group: its rules in order, each seeing what the earlier ones wrote at this very time. Stateless and safe for concurrent
 * use; the same inputs give the same samples and memory.
 */
public final class GroupEvaluator {
  private final QueryEngine engine;
  private final RuleSettings settings;
  private final InstantSource clock;

  /**
   * @param clock measures how long rules take
   */
  public GroupEvaluator(QueryEngine engine, RuleSettings settings, InstantSource clock) {
    this.engine = engine;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * A group after one evaluation.
   *
   * @param time that the samples carry: the tick minus the query offset, epoch milliseconds
   * @param rules in file order
   * @param state for the next evaluation
   */
  public record Evaluation(RuleGroup group, long time, List<RuleOutcome> rules, GroupMemory state) {}

  /**
   * Evaluates.
   *
   * @param tick the slot, epoch milliseconds: what alerts' times are, while the rules look at the tick minus the query offset
   * @param before what the last evaluation left
   * @throws SourceException when the storage does not answer: nothing is evaluated then, the caller tries again
   */
  public Evaluation evaluate(RuleGroup group, long tick, GroupMemory before, SeriesSource source) {
    long time = tick - group.queryOffsetMillis().orElse(settings.queryOffsetMillis());
    OverlaySource overlay = new OverlaySource(source, time);
    RuleQueries queries = new RuleQueries(engine, overlay, options(group), time);
    AlertTemplates.Context context = new AlertTemplates.Context(settings.externalLabels(), settings.externalUrl(), tick, queries::run);
    String[] keys = GroupMemory.keys(group.rules());
    List<RuleOutcome> outcomes = new ArrayList<>();
    Map<String, RuleMemory> after = new LinkedHashMap<>();
    for (int i = 0; i < keys.length; i++) {
      Rule rule = group.rules().get(i);
      RuleMemory known = before.of(keys[i]);
      Instant start = clock.instant();
      RuleOutcome outcome =
          evaluate(
              rule,
              known,
              r -> switch (r) {
                case Rule.Recording recording -> RecordingEvaluation.evaluate(recording, queries, time, group.limit());
                case Rule.Alerting alerting ->
                    AlertingEvaluation.evaluate(alerting, queries, remembered(group, alerting, known, before.tick(), tick), restored(alerting, before, source, options(group), time, tick), context,
                        new AlertingEvaluation.Times(tick, time), group.limit());
              });
      outcome = outcome.timed(start, Duration.between(start, clock.instant()));
      if (outcome.failure().isEmpty()) {
        overlay.add(outcome.samples(), known.series());
      }
      if (rule instanceof Rule.Alerting) {
        outcome = outcome.withState(Sending.mark(outcome.state(), tick, settings, group.intervalMillis()));
      }
      if (!LaterReaders.of(group.rules(), i)) {
        outcome = outcome.withState(new RuleMemory(outcome.state().alerts(), List.of()));
      }
      outcomes.add(outcome);
      after.put(keys[i], outcome.state());
    }
    return new Evaluation(group, time, List.copyOf(outcomes), new GroupMemory(tick, after));
  }

  private QueryOptions options(RuleGroup group) {
    return settings.options().withOrigin(new QueryOrigin.Rules(group.file(), group.name()));
  }

  private static RuleMemory remembered(RuleGroup group, Rule.Alerting rule, RuleMemory known, long lastTick, long tick) {
    boolean outage = lastTick != Long.MIN_VALUE && Restoration.isOutage(lastTick, tick, group.intervalMillis());
    return outage ? Restoration.afterOutage(rule, known, lastTick, tick) : known;
  }

  /** Of a group that was never evaluated here, alerts may be known from the series that an earlier life wrote. */
  private Function<Rule.Alerting, Map<Labels, Long>> restored(
      Rule.Alerting rule, GroupMemory before, SeriesSource source, QueryOptions options, long time, long tick) {
    if (!before.isNone()) {
      return r -> Map.of();
    }
    RuleQueries lookingFarBack = new RuleQueries(engine, source, options.withLookback(Restoration.OUTAGE_TOLERANCE), time);
    return r -> Restoration.fromSeries(rule, lookingFarBack, tick);
  }

  private static RuleOutcome evaluate(Rule rule, RuleMemory before, Function<Rule, RuleOutcome> evaluation) {
    try {
      RuleOutcome outcome = evaluation.apply(rule);
      // a failed recording rule keeps what it wrote last, so that its series still go stale when it works again
      return outcome.failure().isPresent() && rule instanceof Rule.Recording ? outcome.withState(before) : outcome;
    } catch (QueryException e) {
      throwOutage(e);
      return RuleOutcome.failed(rule, before, String.valueOf(e.getMessage()));
    }
  }

  /** A storage that does not answer is no result of a rule. */
  static void throwOutage(QueryException e) {
    if (e.getCause() instanceof SourceException source && source.kind() == SourceException.Kind.UNAVAILABLE) {
      throw source;
    }
  }
}
