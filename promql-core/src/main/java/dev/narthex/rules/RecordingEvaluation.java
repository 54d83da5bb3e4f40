package dev.narthex.rules;

import dev.narthex.model.Labels;
import dev.narthex.promql.query.QueryOutcome;
import dev.narthex.promql.query.QueryResult.Sample;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Evaluates a recording rule: the result under another name, with the rule's labels. */
final class RecordingEvaluation {
  private RecordingEvaluation() {}

  static RuleOutcome evaluate(Rule.Recording rule, RuleQueries queries, long time, int limit) {
    QueryOutcome outcome = queries.run(rule.expression(), rule.query());
    List<Sample> samples = new ArrayList<>();
    List<Labels> series = new ArrayList<>();
    Set<Labels> seen = new HashSet<>();
    for (Sample s : RuleQueries.vector(outcome.result())) {
      Labels.Builder labels = s.labels().edit().set(Labels.METRIC_NAME, rule.name());
      for (Map.Entry<String, String> e : rule.labels().entrySet()) {
        labels.set(e.getKey(), e.getValue());
      }
      Labels named = labels.build();
      if (!seen.add(named)) {
        return RuleOutcome.failed(rule, RuleMemory.NONE, "vector contains metrics with the same labelset after applying rule labels");
      }
      series.add(named);
      samples.add(new Sample(named, time, s.value(), s.histogram()));
    }
    if (limit > 0 && samples.size() > limit) {
      return RuleOutcome.failed(rule, RuleMemory.NONE, "exceeded limit of " + limit + " with " + samples.size() + " series");
    }
    return new RuleOutcome(rule, List.copyOf(samples), new RuleMemory(Map.of(), List.copyOf(series)), outcome.annotations());
  }
}
