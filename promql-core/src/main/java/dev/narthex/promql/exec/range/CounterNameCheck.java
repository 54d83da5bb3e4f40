package dev.narthex.promql.exec.range;

import dev.narthex.model.GoQuote;
import dev.narthex.model.Labels;
import dev.narthex.promql.exec.Absent;
import dev.narthex.promql.exec.RowBuilder;
import dev.narthex.promql.exec.select.RangeSeries;
import dev.narthex.promql.query.QueryFeature;
import java.util.Set;

/** Remarks on a rate of floats whose metric does not look like a counter. */
final class CounterNameCheck implements RangeFunction {
  private static final Set<String> COUNTER_TYPES = Set.of("counter", "histogram");

  private final RangeFunction function;
  private final RangeContext context;

  CounterNameCheck(RangeFunction function, RangeContext context) {
    this.function = function;
    this.context = context;
  }

  @Override
  public void evaluate(RangeSeries series, RowBuilder row) {
    function.evaluate(series, row);
    String name = series.labels().metricName();
    if (!name.isEmpty() && series.floats().length > 0 && (context.evaluation().has(QueryFeature.TYPE_AND_UNIT_LABELS) || !looksLikeCounter(name)) && anyFloat(row)) {
      remark(name, series.labels());
    }
  }

  private void remark(String name, Labels labels) {
    if (context.evaluation().has(QueryFeature.TYPE_AND_UNIT_LABELS)) {
      String type = labels.get("__type__");
      if (!COUNTER_TYPES.contains(type)) {
        context.info(
            "metric might not be a counter, __type__ label is not set to \"counter\" or \"histogram\", got " + GoQuote.quote(type) + ": " + GoQuote.quote(name));
      }
    } else if (!looksLikeCounter(name)) {
      context.info(
          "metric might not be a counter, name does not end in _total/_sum/_count/_bucket: " + GoQuote.quote(name));
    }
  }

  private static boolean looksLikeCounter(String name) {
    return name.endsWith("_total") || name.endsWith("_sum") || name.endsWith("_count") || name.endsWith("_bucket");
  }

  private static boolean anyFloat(RowBuilder row) {
    for (double value : row.floats()) {
      if (!Absent.is(value)) {
        return true;
      }
    }
    return false;
  }
}
