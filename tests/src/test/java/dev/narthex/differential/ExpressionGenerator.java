package dev.narthex.differential;

import java.util.List;
import java.util.Random;

/**
 * Well-typed expressions as text. {@code exact} asks for one whose value does not depend on the order of floating-point operations,
 * so that a step function (floor, ==, topk, …) over it cannot turn the last bit into another answer.
 */
final class ExpressionGenerator {
  private final Random random;

  ExpressionGenerator(Random random) {
    this.random = random;
  }

  String generate() {
    return random.nextInt(12) == 0 ? scalar(2) : vector(3, false);
  }

  private String vector(int depth, boolean exact) {
    if (depth == 0) {
      return selector();
    }
    return switch (random.nextInt(exact ? 9 : 14)) {
      case 0 -> selector();
      case 1 -> "(" + vector(depth - 1, exact) + ")";
      case 2 -> pick("sum", "min", "max", "count", "group") + grouping() + "(" + vector(depth - 1, true) + ")";
      case 3 -> pick("last_over_time", "first_over_time", "count_over_time", "present_over_time", "min_over_time", "max_over_time", "sum_over_time", "changes", "resets", "idelta") + "(" + range(depth - 1, true) + ")";
      case 4 -> "label_replace(" + vector(depth - 1, exact) + ", \"" + pick("a", "d") + "\", \"" + pick("$1", "p-$1-s", "q") + "\", \"" + pick("a", "b", "none") + "\", \"" + pick("(.*)", "(x|1)", "(.)", "(.+)") + "\")";
      case 5 -> "(" + vector(depth - 1, exact) + " " + pick("and", "or", "unless") + " " + matching() + vector(depth - 1, exact) + ")";
      case 6 -> "(" + vector(depth - 1, true) + " " + pick("==", "!=", "<", "<=", ">", ">=") + pick("", " bool") + " " + number() + ")";
      case 7 -> pick("abs", "ceil", "floor", "sgn", "timestamp", "absent", "sort", "sort_desc") + "(" + vector(depth - 1, true) + ")";
      case 8 -> "(" + vector(depth - 1, true) + " " + pick("+", "-") + " " + matching() + vector(depth - 1, true) + ")";
      case 9 -> pick("rate", "increase", "irate") + "(" + counterRange() + ")";
      case 10 -> pick("delta", "deriv", "avg_over_time", "stddev_over_time", "stdvar_over_time") + "(" + range(depth - 1, true) + ")";
      case 11 -> random.nextBoolean()
          ? "histogram_quantile(" + pick("0", "0.5", "0.9", "0.99", "1", "-1", "2") + ", " + pick("h_bucket", "sum by (le) (h_bucket)", "rate(h_bucket[5m])", "sum by (le) (rate(h_bucket[3m]))") + ")"
          : "quantile_over_time(" + pick("0", "0.3", "0.5", "1") + ", " + range(0, true) + ")";
      case 12 -> "(" + vector(depth - 1, false) + " " + (random.nextBoolean() ? pick("+", "-", "*", "/") + " " + scalar(1) : pick("+", "-", "*", "/") + " " + oneToMany() + "sum by (a) (limit)") + ")";
      default -> aggregation();
    };
  }

  private String aggregation() {
    return switch (random.nextInt(4)) {
      case 0 -> pick("avg", "stddev", "stdvar") + grouping() + "(" + vector(1, true) + ")";
      case 1 -> "quantile" + grouping() + "(" + pick("0", "0.25", "0.5", "1", "-0.1", "1.5") + ", " + vector(1, true) + ")";
      case 2 -> "count_values" + grouping() + "(\"v\", " + selector() + ")";
      // gauges alone, and all of them: equal values would leave the choice open
      default -> pick("topk", "bottomk") + grouping() + "(" + pick("0", "1", "2", "10") + ", g * 1)";
    };
  }

  private String scalar(int depth) {
    return switch (random.nextInt(depth > 0 ? 6 : 2)) {
      case 0, 1 -> number();
      case 2 -> "time()";
      case 3 -> "scalar(" + vector(depth - 1, true) + ")";
      case 4 -> "(" + scalar(depth - 1) + " " + pick("+", "-", "*", "/") + " " + scalar(depth - 1) + ")";
      default -> "-" + number();
    };
  }

  private String selector() {
    return pick("c_total", "g", "limit") + pick("", "", "{a=\"1\"}", "{b=~\"x|y\"}", "{b!=\"z\"}", "{a!~\"2.*\"}", "{b=\"nope\"}") + modifier();
  }

  private String modifier() {
    return switch (random.nextInt(12)) {
      case 0 -> " offset " + pick("1m", "30s", "5m", "-1m");
      case 1 -> " @ " + pick("600", "1200.5", "start()", "end()");
      case 2 -> " @ " + pick("900", "end()") + " offset " + pick("1m", "-30s");
      default -> "";
    };
  }

  private String range(int depth, boolean exact) {
    if (depth > 0 && random.nextInt(3) == 0) {
      return "(" + vector(depth - 1, exact) + ")[" + pick("5m:1m", "3m:30s", "10m:", "4m:45s") + "]" + modifier();
    }
    return pick("g", "c_total", "limit") + pick("", "{a=\"1\"}", "{b=~\"x|z\"}") + "[" + pick("1m", "2m", "5m", "90s", "17s") + "]" + modifier();
  }

  private String counterRange() {
    return pick("c_total", "c_total{a=\"2\"}", "h_bucket") + "[" + pick("1m", "2m", "5m", "10m", "45s") + "]" + modifier();
  }

  private String grouping() {
    return pick(" ", " by (a) ", " by (b) ", " by (a, b) ", " without (b) ", " without (a, none) ", " by () ");
  }

  private String matching() {
    return pick("", "on (a, b) ", "ignoring (none) ", "on (a) ", "ignoring (b) ");
  }

  private String oneToMany() {
    return pick("on (a) group_left () ", "on (a) group_left (none) ");
  }

  private String number() {
    return pick("0", "1", "2", "-3", "0.5", "100", "Inf", "NaN", "7");
  }

  private String pick(String... choices) {
    return List.of(choices).get(random.nextInt(choices.length));
  }
}
