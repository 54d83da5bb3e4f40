package dev.narthex.jobs.view;

import dev.narthex.promql.ast.Aggregator;
import dev.narthex.promql.ast.BinaryOperator;
import dev.narthex.promql.functions.PromqlFunction;
import dev.narthex.promql.query.QueryFeature;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which parts of the language may be used, for {@code /api/v1/features}: made from the tables that the parser reads. */
record PromqlFeatures(Set<QueryFeature> switchedOn) {
  private static final List<String> ALWAYS =
      List.of(
          "at_modifier", "bool", "by", "duration_expr", "group_left", "group_right", "ignoring", "negative_offset", "offset", "on", "per_query_lookback_delta",
          "subqueries", "without");

  private boolean has(QueryFeature feature) {
    return switchedOn.contains(feature);
  }

  /** Modifiers and ways to evaluate. */
  Map<String, Boolean> language() {
    Map<String, Boolean> language = new TreeMap<>();
    ALWAYS.forEach(name -> language.put(name, true));
    boolean extended = has(QueryFeature.EXTENDED_RANGE_SELECTORS);
    language.put("anchored", extended);
    language.put("smoothed", extended);
    boolean fill = has(QueryFeature.BINOP_FILL_MODIFIERS);
    language.put("fill", fill);
    language.put("fill_left", fill);
    language.put("fill_right", fill);
    language.put("delayed_name_removal", has(QueryFeature.DELAYED_NAME_REMOVAL));
    language.put("per_step_stats", has(QueryFeature.PER_STEP_STATS));
    language.put("type_and_unit_labels", has(QueryFeature.TYPE_AND_UNIT_LABELS));
    language.put("use_start_timestamps", has(QueryFeature.START_TIMESTAMPS));
    return language;
  }

  Map<String, Boolean> functions() {
    Map<String, Boolean> functions = new TreeMap<>();
    for (PromqlFunction function : PromqlFunction.values()) {
      functions.put(function.functionName(), !function.isExperimental() || has(QueryFeature.EXPERIMENTAL_FUNCTIONS));
    }
    return functions;
  }

  /** Binary operators and aggregations. */
  Map<String, Boolean> operators() {
    Map<String, Boolean> operators = new TreeMap<>();
    for (BinaryOperator operator : BinaryOperator.values()) {
      operators.put(operator.symbol(), true);
    }
    for (Aggregator aggregator : Aggregator.values()) {
      operators.put(aggregator.keyword(), !aggregator.isExperimental() || has(QueryFeature.EXPERIMENTAL_FUNCTIONS));
    }
    return operators;
  }
}
