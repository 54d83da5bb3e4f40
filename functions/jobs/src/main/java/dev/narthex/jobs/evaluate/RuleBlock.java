package dev.narthex.jobs.evaluate;

import dev.narthex.jobs.rule.RuleTimeline;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricMetadata;
import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.promql.query.QueryResult.Sample;
import dev.narthex.rules.GroupEvaluator;
import dev.narthex.rules.GroupMemory;
import dev.narthex.rules.Rule;
import dev.narthex.rules.RuleOutcome;
import dev.narthex.tsdb.block.Row;
import dev.narthex.tsdb.block.SeriesTable;
import dev.narthex.tsdb.block.TimelineRows;
import dev.narthex.tsdb.timeline.EntryFlag;
import dev.narthex.tsdb.timeline.TargetIdentity;
import dev.narthex.tsdb.timeline.TimelineKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The samples of evaluated groups as rows of a block: one timeline a rule with one entry, at which all that the rule wrote is present. A
 * failed rule has no entry. Keeps the series table of a rule as long as the rule writes the same series.
 */
final class RuleBlock {
  private static final byte UNKNOWN_EXPONENT = -1;

  private final Map<TargetIdentity, SeriesTable> tables = new ConcurrentHashMap<>();

  List<TimelineRows> rows(List<GroupEvaluator.Evaluation> evaluations) {
    List<TimelineRows> rows = new ArrayList<>();
    for (GroupEvaluator.Evaluation evaluation : evaluations) {
      String[] keys = GroupMemory.keys(evaluation.group().rules());
      for (int i = 0; i < keys.length; i++) {
        RuleOutcome outcome = evaluation.rules().get(i);
        if (outcome.failure().isEmpty()) {
          rows.add(row(RuleTimeline.of(evaluation.group().key(), keys[i]), evaluation.time(), outcome));
        }
      }
    }
    return rows;
  }

  private TimelineRows row(TargetIdentity timeline, long time, RuleOutcome outcome) {
    List<Sample> samples = outcome.samples();
    int n = samples.size();
    double[] values = new double[n];
    @Nullable NativeHistogram[] histograms = null;
    for (int i = 0; i < n; i++) {
      NativeHistogram histogram = samples.get(i).histogram();
      values[i] = samples.get(i).value();
      if (histogram != null) {
        histograms = histograms == null ? new NativeHistogram[n] : histograms;
        histograms[i] = histogram;
      }
    }
    byte[] exponents = new byte[n];
    Arrays.fill(exponents, UNKNOWN_EXPONENT);
    Row row = new Row(n, values, new long[n], exponents, null, histograms, null, List.of());
    return new TimelineRows(timeline, TimelineKind.RECORDED, shared(outcome.rule()), table(timeline, samples), new long[] {time}, new byte[] {EntryFlag.OK}, List.of(row));
  }

  private static Labels shared(Rule rule) {
    return switch (rule) {
      case Rule.Recording recording -> Labels.of(recording.labels());
      case Rule.Alerting alerting -> Labels.of("alertname", alerting.name());
    };
  }

  private SeriesTable table(TargetIdentity timeline, List<Sample> samples) {
    SeriesTable known = tables.get(timeline);
    if (known != null && holds(known, samples)) {
      return known;
    }
    SeriesTable table = SeriesTable.of(samples.stream().map(Sample::labels).toList(), Collections.nCopies(samples.size(), MetricMetadata.UNKNOWN));
    tables.put(timeline, table);
    return table;
  }

  private static boolean holds(SeriesTable table, List<Sample> samples) {
    if (table.size() != samples.size()) {
      return false;
    }
    for (int i = 0; i < samples.size(); i++) {
      if (!table.labels(i).equals(samples.get(i).labels())) {
        return false;
      }
    }
    return true;
  }
}
