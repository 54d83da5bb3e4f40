package dev.narthex.differential;

import java.util.List;
import java.util.Random;

/**
 * Well-typed expressions of the whole language, experimental parts included, whose value at a time does not depend on the query's other
 * times: without {@code start()}, {@code end()}, {@code range()}, {@code step()}.
 */
final class WholeLanguage {
  private final Random random;

  WholeLanguage(Random random) {
    this.random = random;
  }

  String generate() {
    return vector(3);
  }

  private String vector(int depth) {
    if (depth == 0) {
      return selector();
    }
    return switch (random.nextInt(16)) {
      case 0 -> selector();
      case 1 -> pick("sum", "avg", "min", "max", "count", "group", "stddev", "stdvar") + grouping() + "(" + vector(depth - 1) + ")";
      case 2 -> pick("topk", "bottomk", "limitk") + grouping() + "(" + pick("0", "1", "2", "3") + ", " + ordered() + ")";
      case 3 -> random.nextBoolean()
          ? "limit_ratio(" + pick("0.5", "-0.5", "1", "0", "1.5", "-2") + ", " + vector(depth - 1) + ")"
          : "quantile" + grouping() + "(" + pick("0.5", "2", "-1") + ", " + vector(depth - 1) + ")";
      case 4 -> "count_values" + grouping() + "(\"" + pick("v", "a") + "\", " + selector() + ")";
      case 5 -> pick("rate", "increase", "irate", "delta", "idelta", "changes", "resets") + "(" + range(depth - 1) + ")";
      case 6 -> pick("sum", "avg", "min", "max", "last", "first", "count", "present", "stddev", "stdvar", "mad", "ts_of_min", "ts_of_max", "ts_of_first", "ts_of_last")
          + "_over_time(" + range(depth - 1) + ")";
      case 7 -> pick("rate", "increase", "delta") + "(" + pick("c_total", "g", "h", "n", "m") + window() + pick(" anchored", " smoothed") + ")";
      case 8 -> random.nextBoolean()
          ? pick("changes", "resets") + "(" + pick("c_total", "g", "h", "m") + window() + " anchored)"
          : pick("c_total", "g", "h", "n", "m") + " smoothed";
      case 9 -> pick("histogram_count", "histogram_sum", "histogram_avg", "histogram_stddev", "histogram_stdvar") + "(" + vector(depth - 1) + ")";
      case 10 -> random.nextBoolean()
          ? "histogram_quantile(" + pick("0.1", "0.5", "0.99", "2") + ", " + pick("k_bucket", "rate(k_bucket[2m])", "{__name__=~\"k_bucket|h\"}", vector(depth - 1)) + ")"
          : pick("histogram_fraction(0, 3, ", "histogram_fraction(-1, 1.5, ") + vector(depth - 1) + ")";
      case 11 -> "(" + vector(depth - 1) + " " + pick("+", "-", "*", "/", "%", "==", "!= bool", ">", "</", ">/") + " " + pick("2", "0", "-1.5", "1000") + ")";
      case 12 -> "(" + vector(depth - 1) + " " + pick("+", "-", "*", "/", "==", "> bool", "and", "or", "unless") + " " + matching() + vector(depth - 1) + ")";
      case 13 -> "(" + vector(depth - 1) + " " + pick("+", "-", "*", "== bool") + " " + pick("", "on (a, b) ") + pick("fill(0) ", "fill_left(1) ", "fill_right(-1) ") + vector(depth - 1) + ")";
      case 14 -> pick("abs", "-", "sgn", "clamp_max(5, ", "timestamp", "absent", "info", "start_timestamp").replace("clamp_max(5, ", "round") + "(" + vector(depth - 1) + ")";
      default -> pick("label_replace(V, \"z\", \"$1\", \"a\", \"(.*)\")", "label_join(V, \"z\", \"-\", \"a\", \"b\")", "label_replace(V, \"__name__\", \"x\", \"a\", \"1\")",
          "quantile_over_time(0.3, R)", "predict_linear(R, 60)", "deriv(R)", "double_exponential_smoothing(R, 0.5, 0.3)", "histogram_quantiles(V, \"q\", 0.5, 0.9)", "absent_over_time(R)",
          "info(c_total, {version=~\".+\"})", "V @ 600", "sum(V)[5m:1m]").transform(this::filled);
    };
  }

  private String filled(String template) {
    if (template.equals("V @ 600")) {
      return pick("c_total", "h", "n") + " @ " + pick("600", "900.5");
    }
    if (template.startsWith("sum(V)[")) {
      return "avg_over_time(" + template.replace("V", selector()) + ")";
    }
    return template.replace("V", vector(1)).replace("R", range(1));
  }

  private String selector() {
    return pick("c_total", "g", "h", "n", "m", "limit", "{__name__=~\"h|g\"}", "h", "n") + pick("", "", "{a=\"1\"}", "{b!=\"x\"}") + pick("", "", "", " offset 1m", " offset (30s * 2)");
  }

  private String window() {
    return pick("[1m]", "[2m]", "[5m]", "[30s * 3]", "[max_of(1m, 90s)]");
  }

  private String range(int depth) {
    return depth > 0 && random.nextInt(4) == 0
        ? "(" + vector(depth - 1) + ")" + pick("[5m:1m]", "[3m:30s]", "[4m:]")
        : pick("c_total", "g", "h", "n", "m", "h", "n", "k_bucket") + window() + pick("", "", " offset 1m", " @ 700");
  }

  /** Not something ranked: its order is that of the data in an instant query and that of all steps in a range query. */
  private String ordered() {
    return pick(selector(), "rate(c_total[2m])", "sum by (a) (h)", "abs(g)", "increase(h[3m])", "count_over_time(m[1m])", "-n", "g * 2 and on (a) limit");
  }

  private String grouping() {
    return pick(" ", " by (a) ", " by (a, b) ", " without (b) ", " by (__name__) ");
  }

  private String matching() {
    return pick("", "on (a, b) ", "ignoring (b) ", "on (a) group_left () ", "on (a) group_right () ");
  }

  private String pick(String... choices) {
    return List.of(choices).get(random.nextInt(choices.length));
  }
}
