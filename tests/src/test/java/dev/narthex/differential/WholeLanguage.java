package dev.narthex.differential;

import dev.narthex.promql.query.QueryFeature;
import dev.narthex.promql.query.QueryOptions;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;

/** Well-typed expressions of the whole language as text, experimental parts included. */
final class WholeLanguage {
  /** Whether expressions may ask for the query's own times. */
  enum Times {
    /** With {@code start()}, {@code end()}, {@code range()}, {@code step()}. */
    OF_THE_QUERY,
    /** Without them: the value at a time does not depend on the query's other times. */
    OF_THE_STEP
  }

  private final Random random;
  private final Times times;

  WholeLanguage(Random random, Times times) {
    this.random = random;
    this.times = times;
  }

  /** With everything switched on that the language has; whether names go at the end is for the case to say. */
  static QueryOptions options(boolean delayedNameRemoval) {
    EnumSet<QueryFeature> features = EnumSet.allOf(QueryFeature.class);
    features.remove(QueryFeature.PER_STEP_STATS);
    features.remove(QueryFeature.TYPE_AND_UNIT_LABELS);
    if (!delayedNameRemoval) {
      features.remove(QueryFeature.DELAYED_NAME_REMOVAL);
    }
    return QueryOptions.defaults().withFeatures(features);
  }

  String generate() {
    return random.nextInt(15) == 0 ? scalar(3) : vector(3);
  }

  private String vector(int depth) {
    if (depth == 0) {
      return selector();
    }
    return switch (random.nextInt(22)) {
      case 0, 1 -> selector();
      case 2 -> pick("sum", "avg", "min", "max", "count", "group", "stddev", "stdvar") + grouping() + "(" + vector(depth - 1) + ")";
      case 3 -> pick("topk", "bottomk", "limitk") + grouping() + "(" + pick("0", "1", "2", "3", "1.5", "-1", scalar(1)) + ", " + ordered() + ")";
      case 4 -> random.nextBoolean()
          ? "limit_ratio(" + pick("0.5", "-0.5", "1", "0", "1.5", "-2", "scalar(limit)") + ", " + vector(depth - 1) + ")"
          : "quantile" + grouping() + "(" + pick("0.5", "2", "-1", "0.9", "NaN", scalar(1)) + ", " + vector(depth - 1) + ")";
      case 5 -> "count_values" + grouping() + "(\"" + pick("v", "a", "b c") + "\", " + pick(selector(), "round(g)", "count_over_time(m[2m])") + ")";
      case 6 -> pick("rate", "increase", "irate", "delta", "idelta", "changes", "resets") + "(" + range(depth - 1) + ")";
      case 7 -> overTime(depth);
      case 8 -> extended();
      case 9 -> pick("histogram_count", "histogram_sum", "histogram_avg", "histogram_stddev", "histogram_stdvar") + "(" + vector(depth - 1) + ")";
      case 10 -> ofHistograms(depth);
      case 11 -> "(" + vector(depth - 1) + " " + pick("+", "-", "*", "/", "%", "^", "atan2", "==", "!= bool", ">", "<= bool", "</", ">/") + " " + number() + ")";
      case 12 -> "(" + number() + " " + pick("+", "-", "*", "/", "%", "^", "atan2", "==", "!= bool", "<", ">= bool") + " " + vector(depth - 1) + ")";
      case 13 -> "(" + vector(depth - 1) + " " + pick("+", "-", "*", "/", "^", "==", "!=", ">", "> bool", "</") + " " + matching() + vector(depth - 1) + ")";
      case 14 -> "(" + vector(depth - 1) + " " + pick("and", "or", "unless") + " " + pick("", "on (a, b) ", "on (a) ", "ignoring (b) ", "on () ") + vector(depth - 1) + ")";
      case 15 -> "(" + vector(depth - 1) + " " + pick("+", "-", "*", "== bool", "<") + " " + pick("", "on (a, b) ", "on (a) group_left (b) ")
          + pick("fill(0) ", "fill_left(1) ", "fill_right(-1) ", "fill_left(2) fill_right(NaN) ") + vector(depth - 1) + ")";
      case 16 -> pick(
              "abs", "ceil", "floor", "exp", "sqrt", "ln", "log2", "log10", "sgn", "round", "acos", "acosh", "asin", "asinh", "atan", "atanh", "cos", "cosh", "sin", "sinh",
              "tan", "tanh", "deg", "rad")
          + "(" + vector(depth - 1) + ")";
      case 17 -> pick("-", "+", "timestamp", "absent", "info", "start_timestamp", "sort", "sort_desc") + "(" + vector(depth - 1) + ")";
      case 18 -> pick("day_of_month", "day_of_week", "day_of_year", "days_in_month", "hour", "minute", "month", "year") + "(" + pick("", vector(1) + " * 1e6", "vector(time() * 86400)", selector()) + ")";
      case 19 -> pick("clamp(V, -3, S)", "clamp(V, S, 20)", "clamp_min(V, S)", "clamp_max(V, S)", "round(V, S)", "vector(S)", "sort_by_label(V, \"a\", \"b\")", "sort_by_label_desc(V, \"b\")")
          .transform(this::filled);
      case 20 -> pick("label_replace(V, \"z\", \"$1-x\", \"a\", \"(.*)\")", "label_replace(V, \"a\", \"\", \"b\", \"x|y\")", "label_replace(V, \"__name__\", \"x\", \"a\", \"1\")",
              "label_replace(V, \"b\", \"${n}\", \"a\", \"(?P<n>.)\")", "label_join(V, \"z\", \"-\", \"a\", \"b\")", "label_join(V, \"a\", \"\")")
          .transform(this::filled);
      default -> pick("absent(A)", "absent_over_time(R)", "info(c_total, {version=~\".+\"})", "info(c_total, {version!=\"v1\", __name__=~\".+_info\"})", "info(V, {data=\"\"})",
              "avg_over_time(sum(L)[5m:1m])", "max_over_time((L > 1)[3m:30s] @ 700)", "c_total offset -1m and V", "vector(scalar(V))", "(-V ^ 2)", "(V)")
          .transform(this::filled);
    };
  }

  private String overTime(int depth) {
    return random.nextInt(4) > 0
        ? pick("sum", "avg", "min", "max", "last", "first", "count", "present", "stddev", "stdvar", "mad", "ts_of_min", "ts_of_max", "ts_of_first", "ts_of_last")
            + "_over_time(" + range(depth - 1) + ")"
        : pick("quantile_over_time(0.3, R)", "quantile_over_time(S, R)", "predict_linear(R, 60)", "predict_linear(R, S)", "deriv(R)", "double_exponential_smoothing(R, 0.5, 0.3)").transform(this::filled);
  }

  private String extended() {
    return switch (random.nextInt(3)) {
      case 0 -> pick("rate", "increase", "delta") + "(" + pick("c_total", "g", "h", "n", "m") + window() + pick(" anchored", " smoothed") + pick("", "", " offset 30s", " @ 500") + ")";
      case 1 -> pick("changes", "resets") + "(" + pick("c_total", "g", "h", "m") + window() + " anchored)";
      default -> pick("c_total", "g", "h", "n", "m") + " smoothed" + pick("", "", " offset 20s", " @ 333.5");
    };
  }

  private String ofHistograms(int depth) {
    String histograms = pick("k_bucket", "rate(k_bucket[2m])", "{__name__=~\"k_bucket|h\"}", "sum by (le) (k_bucket)", "{__name__=~\"k_bucket|k\"}", "rate(h[2m])", "n", vector(depth - 1));
    return switch (random.nextInt(4)) {
      case 0 -> "histogram_fraction(" + pick("0, 3, ", "-1, 1.5, ", "-Inf, 0.75, ", "S, Inf, ", "3, 1, ", "NaN, 1, ").replace("S", number()) + histograms + ")";
      case 1 -> "histogram_quantiles(" + histograms + ", \"" + pick("q", "a") + "\", 0.5, " + pick("0.9", "1", "2, -1") + ")";
      default -> "histogram_quantile(" + pick("0.1", "0.5", "0.99", "2", "0", "1", "NaN", scalar(1)) + ", " + histograms + ")";
    };
  }

  private String scalar(int depth) {
    return switch (random.nextInt(depth > 0 ? 8 : 2)) {
      case 0, 1 -> number();
      case 2 -> "time()";
      case 3 -> "scalar(" + pick("limit", "limit{a=\"1\"}", vector(depth - 1)) + ")";
      case 4 -> "(" + scalar(depth - 1) + " " + pick("+", "-", "*", "/", "%", "^", "atan2", "== bool", "< bool", "+", "-", "*", "</") + " " + scalar(depth - 1) + ")";
      case 5 -> pick("min_of", "max_of") + "(" + scalar(depth - 1) + ", " + scalar(depth - 1) + ")";
      case 6 -> "-" + number();
      default -> times == Times.OF_THE_STEP ? "pi()" : pick("start()", "end()", "range()", "step()");
    };
  }

  private String filled(String template) {
    return template
        .replace("S", number())
        .replace("V", vector(1))
        .replace("L", selector())
        .replace("R", range(1))
        .replace("A", pick("nothing", "nothing{a=\"1\", b=~\"x\"}", "nothing{a=\"1\", a=\"2\", b=\"x\"}", "{__name__=\"nothing\", a=\"3\"}", selector()));
  }

  private String selector() {
    if (random.nextInt(8) == 0) {
      // without the parentheses an operator behind them would go on with the duration
      return "(" + pick("c_total", "g", "h", "n", "m") + " offset (30s * 2))";
    }
    return (random.nextInt(9) == 0
            ? "{__name__=~\"h|g\"" + pick("", ", a=\"1\"") + "}"
            : pick("c_total", "g", "h", "n", "m", "limit", "h", "n") + pick("", "", "{a=\"1\"}", "{b!=\"x\"}", "{b=~\"x|\"}", "{a!~\"2.*\"}"))
        + pick("", "", "", " offset 1m", " @ 400 offset -30s", ofTheQuery());
  }

  private String ofTheQuery() {
    return times == Times.OF_THE_STEP ? "" : pick(" @ start()", " @ end()", " @ end() offset 1m", " offset step()");
  }

  private String window() {
    return pick("[1m]", "[2m]", "[5m]", "[30s * 3]", "[max_of(1m, 90s)]", "[17s]", times == Times.OF_THE_STEP ? "[1m]" : "[range() + 1m]");
  }

  private String range(int depth) {
    return depth > 0 && random.nextInt(4) == 0
        ? "(" + vector(depth - 1) + ")" + pick("[5m:1m]", "[3m:30s]", "[4m:]", "[2m:7s]") + pick("", "", " offset 45s", " @ 650")
        : pick("c_total", "g", "h", "n", "m", "h", "n", "k_bucket") + pick("", "", "{a=\"1\"}") + window() + pick("", "", " offset 1m", " @ 700", ofTheQuery());
  }

  /** Not something ranked: its order is that of the data in an instant query and that of all steps in a range query. */
  private String ordered() {
    return pick(selector(), "rate(c_total[2m])", "sum by (a) (h)", "abs(g)", "increase(h[3m])", "count_over_time(m[1m])", "-n", "g * 2 and on (a) limit");
  }

  private String grouping() {
    return pick(" ", " by (a) ", " by (a, b) ", " without (b) ", " by (__name__) ", " by () ", " without (a, nothing) ");
  }

  private String matching() {
    return pick("", "on (a, b) ", "ignoring (b) ", "on (a) ", "on (a) group_left () ", "on (a) group_right () ", "on (a) group_left (b) ", "ignoring (b) group_right (nothing) ");
  }

  private String number() {
    return pick("0", "1", "2", "-3", "0.5", "1000", "Inf", "NaN", "-1.5", "7", "1e3", "5m");
  }

  private String pick(String... choices) {
    return List.of(choices).get(random.nextInt(choices.length));
  }
}
