package dev.narthex.promql.functions;

import dev.narthex.promql.type.ValueType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All functions of PromQL as of Prometheus 3.14, alphabetical. */
public enum PromqlFunction {
  ABS("abs", Family.MATH, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.VECTOR),
  ABSENT("absent", Family.ABSENCE, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.VECTOR),
  ABSENT_OVER_TIME("absent_over_time", Family.ABSENCE, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.MATRIX),
  ACOS("acos", Family.TRIGONOMETRY, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.VECTOR),
  ACOSH("acosh", Family.TRIGONOMETRY, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.VECTOR),
  ASIN("asin", Family.TRIGONOMETRY, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.VECTOR),
  ASINH("asinh", Family.TRIGONOMETRY, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.VECTOR),
  ATAN("atan", Family.TRIGONOMETRY, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.VECTOR),
  ATANH("atanh", Family.TRIGONOMETRY, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.VECTOR),
  AVG_OVER_TIME("avg_over_time", Family.OVER_TIME, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.MATRIX),
  CEIL("ceil", Family.MATH, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.VECTOR),
  CHANGES("changes", Family.GAUGE, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.MATRIX),
  CLAMP("clamp", Family.MATH, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.VECTOR, ValueType.SCALAR, ValueType.SCALAR),
  CLAMP_MAX("clamp_max", Family.MATH, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.VECTOR, ValueType.SCALAR),
  CLAMP_MIN("clamp_min", Family.MATH, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.VECTOR, ValueType.SCALAR),
  COS("cos", Family.TRIGONOMETRY, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.VECTOR),
  COSH("cosh", Family.TRIGONOMETRY, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.VECTOR),
  COUNT_OVER_TIME("count_over_time", Family.OVER_TIME, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.MATRIX),
  DAY_OF_MONTH("day_of_month", Family.TIME, ValueType.VECTOR, Arity.OPTIONAL_LAST, Stability.STABLE, ValueType.VECTOR),
  DAY_OF_WEEK("day_of_week", Family.TIME, ValueType.VECTOR, Arity.OPTIONAL_LAST, Stability.STABLE, ValueType.VECTOR),
  DAY_OF_YEAR("day_of_year", Family.TIME, ValueType.VECTOR, Arity.OPTIONAL_LAST, Stability.STABLE, ValueType.VECTOR),
  DAYS_IN_MONTH("days_in_month", Family.TIME, ValueType.VECTOR, Arity.OPTIONAL_LAST, Stability.STABLE, ValueType.VECTOR),
  DEG("deg", Family.TRIGONOMETRY, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.VECTOR),
  DELTA("delta", Family.GAUGE, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.MATRIX),
  DERIV("deriv", Family.GAUGE, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.MATRIX),
  DOUBLE_EXPONENTIAL_SMOOTHING("double_exponential_smoothing", Family.GAUGE, ValueType.VECTOR, Arity.FIXED, Stability.EXPERIMENTAL, ValueType.MATRIX, ValueType.SCALAR, ValueType.SCALAR),
  END("end", Family.QUERY, ValueType.SCALAR, Arity.FIXED, Stability.EXPERIMENTAL),
  EXP("exp", Family.MATH, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.VECTOR),
  FIRST_OVER_TIME("first_over_time", Family.OVER_TIME, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.MATRIX),
  FLOOR("floor", Family.MATH, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.VECTOR),
  HISTOGRAM_AVG("histogram_avg", Family.HISTOGRAM, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.VECTOR),
  HISTOGRAM_COUNT("histogram_count", Family.HISTOGRAM, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.VECTOR),
  HISTOGRAM_FRACTION("histogram_fraction", Family.HISTOGRAM, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.SCALAR, ValueType.SCALAR, ValueType.VECTOR),
  HISTOGRAM_QUANTILE("histogram_quantile", Family.HISTOGRAM, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.SCALAR, ValueType.VECTOR),
  HISTOGRAM_QUANTILES("histogram_quantiles", Family.HISTOGRAM, ValueType.VECTOR, Arity.UP_TO_NINE_MORE, Stability.EXPERIMENTAL, ValueType.VECTOR, ValueType.STRING, ValueType.SCALAR, ValueType.SCALAR),
  HISTOGRAM_STDDEV("histogram_stddev", Family.HISTOGRAM, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.VECTOR),
  HISTOGRAM_STDVAR("histogram_stdvar", Family.HISTOGRAM, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.VECTOR),
  HISTOGRAM_SUM("histogram_sum", Family.HISTOGRAM, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.VECTOR),
  HOUR("hour", Family.TIME, ValueType.VECTOR, Arity.OPTIONAL_LAST, Stability.STABLE, ValueType.VECTOR),
  IDELTA("idelta", Family.GAUGE, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.MATRIX),
  INCREASE("increase", Family.COUNTER, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.MATRIX),
  INFO("info", Family.INFO, ValueType.VECTOR, Arity.OPTIONAL_LAST, Stability.EXPERIMENTAL, ValueType.VECTOR, ValueType.VECTOR),
  IRATE("irate", Family.COUNTER, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.MATRIX),
  LABEL_JOIN("label_join", Family.LABEL, ValueType.VECTOR, Arity.REPEATED_LAST, Stability.STABLE, ValueType.VECTOR, ValueType.STRING, ValueType.STRING, ValueType.STRING),
  LABEL_REPLACE("label_replace", Family.LABEL, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.VECTOR, ValueType.STRING, ValueType.STRING, ValueType.STRING, ValueType.STRING),
  LAST_OVER_TIME("last_over_time", Family.OVER_TIME, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.MATRIX),
  LN("ln", Family.MATH, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.VECTOR),
  LOG10("log10", Family.MATH, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.VECTOR),
  LOG2("log2", Family.MATH, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.VECTOR),
  MAD_OVER_TIME("mad_over_time", Family.OVER_TIME, ValueType.VECTOR, Arity.FIXED, Stability.EXPERIMENTAL, ValueType.MATRIX),
  MAX_OF("max_of", Family.QUERY, ValueType.SCALAR, Arity.FIXED, Stability.EXPERIMENTAL, ValueType.SCALAR, ValueType.SCALAR),
  MAX_OVER_TIME("max_over_time", Family.OVER_TIME, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.MATRIX),
  MIN_OF("min_of", Family.QUERY, ValueType.SCALAR, Arity.FIXED, Stability.EXPERIMENTAL, ValueType.SCALAR, ValueType.SCALAR),
  MIN_OVER_TIME("min_over_time", Family.OVER_TIME, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.MATRIX),
  MINUTE("minute", Family.TIME, ValueType.VECTOR, Arity.OPTIONAL_LAST, Stability.STABLE, ValueType.VECTOR),
  MONTH("month", Family.TIME, ValueType.VECTOR, Arity.OPTIONAL_LAST, Stability.STABLE, ValueType.VECTOR),
  PI("pi", Family.TRIGONOMETRY, ValueType.SCALAR, Arity.FIXED, Stability.STABLE),
  PREDICT_LINEAR("predict_linear", Family.GAUGE, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.MATRIX, ValueType.SCALAR),
  PRESENT_OVER_TIME("present_over_time", Family.OVER_TIME, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.MATRIX),
  QUANTILE_OVER_TIME("quantile_over_time", Family.OVER_TIME, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.SCALAR, ValueType.MATRIX),
  RAD("rad", Family.TRIGONOMETRY, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.VECTOR),
  RANGE("range", Family.QUERY, ValueType.SCALAR, Arity.FIXED, Stability.EXPERIMENTAL),
  RATE("rate", Family.COUNTER, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.MATRIX),
  RESETS("resets", Family.COUNTER, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.MATRIX),
  ROUND("round", Family.MATH, ValueType.VECTOR, Arity.OPTIONAL_LAST, Stability.STABLE, ValueType.VECTOR, ValueType.SCALAR),
  SCALAR("scalar", Family.TYPE, ValueType.SCALAR, Arity.FIXED, Stability.STABLE, ValueType.VECTOR),
  SGN("sgn", Family.MATH, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.VECTOR),
  SIN("sin", Family.TRIGONOMETRY, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.VECTOR),
  SINH("sinh", Family.TRIGONOMETRY, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.VECTOR),
  SORT("sort", Family.SORT, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.VECTOR),
  SORT_BY_LABEL("sort_by_label", Family.SORT, ValueType.VECTOR, Arity.REPEATED_LAST, Stability.EXPERIMENTAL, ValueType.VECTOR, ValueType.STRING),
  SORT_BY_LABEL_DESC("sort_by_label_desc", Family.SORT, ValueType.VECTOR, Arity.REPEATED_LAST, Stability.EXPERIMENTAL, ValueType.VECTOR, ValueType.STRING),
  SORT_DESC("sort_desc", Family.SORT, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.VECTOR),
  SQRT("sqrt", Family.MATH, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.VECTOR),
  START("start", Family.QUERY, ValueType.SCALAR, Arity.FIXED, Stability.EXPERIMENTAL),
  START_TIMESTAMP("start_timestamp", Family.TIME, ValueType.VECTOR, Arity.FIXED, Stability.EXPERIMENTAL, ValueType.VECTOR),
  STDDEV_OVER_TIME("stddev_over_time", Family.OVER_TIME, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.MATRIX),
  STDVAR_OVER_TIME("stdvar_over_time", Family.OVER_TIME, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.MATRIX),
  STEP("step", Family.QUERY, ValueType.SCALAR, Arity.FIXED, Stability.EXPERIMENTAL),
  SUM_OVER_TIME("sum_over_time", Family.OVER_TIME, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.MATRIX),
  TAN("tan", Family.TRIGONOMETRY, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.VECTOR),
  TANH("tanh", Family.TRIGONOMETRY, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.VECTOR),
  TIME("time", Family.TIME, ValueType.SCALAR, Arity.FIXED, Stability.STABLE),
  TIMESTAMP("timestamp", Family.TIME, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.VECTOR),
  TS_OF_FIRST_OVER_TIME("ts_of_first_over_time", Family.OVER_TIME, ValueType.VECTOR, Arity.FIXED, Stability.EXPERIMENTAL, ValueType.MATRIX),
  TS_OF_LAST_OVER_TIME("ts_of_last_over_time", Family.OVER_TIME, ValueType.VECTOR, Arity.FIXED, Stability.EXPERIMENTAL, ValueType.MATRIX),
  TS_OF_MAX_OVER_TIME("ts_of_max_over_time", Family.OVER_TIME, ValueType.VECTOR, Arity.FIXED, Stability.EXPERIMENTAL, ValueType.MATRIX),
  TS_OF_MIN_OVER_TIME("ts_of_min_over_time", Family.OVER_TIME, ValueType.VECTOR, Arity.FIXED, Stability.EXPERIMENTAL, ValueType.MATRIX),
  VECTOR("vector", Family.TYPE, ValueType.VECTOR, Arity.FIXED, Stability.STABLE, ValueType.SCALAR),
  YEAR("year", Family.TIME, ValueType.VECTOR, Arity.OPTIONAL_LAST, Stability.STABLE, ValueType.VECTOR);

  /** What a function is about; each family is one chapter of the manual and one file of the engine. */
  public enum Family {
    ABSENCE,
    COUNTER,
    GAUGE,
    HISTOGRAM,
    INFO,
    LABEL,
    MATH,
    OVER_TIME,
    QUERY,
    SORT,
    TIME,
    TRIGONOMETRY,
    TYPE
  }

  /** Whether a function needs the option {@code promql-experimental-functions}. */
  public enum Stability {
    STABLE,
    EXPERIMENTAL
  }

  /** How many arguments a function takes beyond or below its list of types. */
  private enum Arity {
    /** Exactly the listed ones. */
    FIXED(0),
    /** The last one may be left out. */
    OPTIONAL_LAST(1),
    /** The last one may be left out or repeated up to nine times. */
    UP_TO_NINE_MORE(9),
    /** The last one may be left out or repeated at will. */
    REPEATED_LAST(Integer.MAX_VALUE / 2);

    private final int beyondRequired;

    Arity(int beyondRequired) {
      this.beyondRequired = beyondRequired;
    }
  }

  private static final Map<String, PromqlFunction> BY_NAME =
      Stream.of(values()).collect(Collectors.toUnmodifiableMap(f -> f.functionName, Function.identity()));

  private final String functionName;
  private final Family family;
  private final ValueType returnType;
  private final Arity arity;
  private final Stability stability;
  private final List<ValueType> argumentTypes;

  PromqlFunction(String functionName, Family family, ValueType returnType, Arity arity, Stability stability, ValueType... argumentTypes) {
    this.functionName = functionName;
    this.family = family;
    this.returnType = returnType;
    this.arity = arity;
    this.stability = stability;
    this.argumentTypes = List.of(argumentTypes);
  }

  /** The function of that name; names are case-sensitive. */
  public static Optional<PromqlFunction> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** As it is written in a query. */
  public String functionName() {
    return functionName;
  }

  public Family family() {
    return family;
  }

  public ValueType returnType() {
    return returnType;
  }

  public boolean isExperimental() {
    return stability == Stability.EXPERIMENTAL;
  }

  /** The types of the arguments; the last one also holds for what is repeated. */
  public List<ValueType> argumentTypes() {
    return argumentTypes;
  }

  /** The type of the i-th argument. */
  public ValueType argumentType(int i) {
    return argumentTypes.get(Math.min(i, argumentTypes.size() - 1));
  }

  /** Fewest arguments. */
  public int minArguments() {
    return arity == Arity.FIXED ? argumentTypes.size() : argumentTypes.size() - 1;
  }

  /** Most arguments; {@link Integer#MAX_VALUE} when there is no bound. */
  public int maxArguments() {
    return arity == Arity.REPEATED_LAST ? Integer.MAX_VALUE : minArguments() + arity.beyondRequired;
  }

  /** As parse_query says: 0 fixed, -1 without bound, else how many arguments may follow the required ones. */
  public int variadic() {
    return arity == Arity.REPEATED_LAST ? -1 : arity.beyondRequired;
  }
}
