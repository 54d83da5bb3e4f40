package dev.narthex.promql.ast;

/** The aggregation operators, alphabetical. */
public enum Aggregator {
  AVG("avg", Parameter.NONE),
  BOTTOMK("bottomk", Parameter.SCALAR),
  COUNT("count", Parameter.NONE),
  COUNT_VALUES("count_values", Parameter.STRING),
  GROUP("group", Parameter.NONE),
  /** Experimental. */
  LIMITK("limitk", Parameter.SCALAR),
  /** Experimental. */
  LIMIT_RATIO("limit_ratio", Parameter.SCALAR),
  MAX("max", Parameter.NONE),
  MIN("min", Parameter.NONE),
  QUANTILE("quantile", Parameter.SCALAR),
  STDDEV("stddev", Parameter.NONE),
  STDVAR("stdvar", Parameter.NONE),
  SUM("sum", Parameter.NONE),
  TOPK("topk", Parameter.SCALAR);

  /** What stands before the aggregated vector. */
  public enum Parameter {
    NONE,
    SCALAR,
    STRING
  }

  private final String keyword;
  private final Parameter parameter;

  Aggregator(String keyword, Parameter parameter) {
    this.keyword = keyword;
    this.parameter = parameter;
  }

  public String keyword() {
    return keyword;
  }

  public Parameter parameter() {
    return parameter;
  }

  public boolean isExperimental() {
    return this == LIMITK || this == LIMIT_RATIO;
  }
}
