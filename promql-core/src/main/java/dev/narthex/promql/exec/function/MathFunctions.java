package dev.narthex.promql.exec.function;

import dev.narthex.promql.exec.RowMapper;
import dev.narthex.promql.exec.ScalarValues;
import dev.narthex.promql.functions.PromqlFunction;
import java.util.List;

/** abs, ceil, clamp…, exp, floor, ln, log10, log2, round, sgn, sqrt. */
final class MathFunctions {
  private static final double LN_2 = Math.log(2);

  private MathFunctions() {}

  static RowMapper of(PromqlFunction function, List<ScalarValues> arguments) {
    return switch (function) {
      case ABS -> new FloatMap((v, _) -> Math.abs(v));
      case CEIL -> new FloatMap((v, _) -> Math.ceil(v));
      case EXP -> new FloatMap((v, _) -> Math.exp(v));
      case FLOOR -> new FloatMap((v, _) -> Math.floor(v));
      case LN -> new FloatMap((v, _) -> Math.log(v));
      case LOG10 -> new FloatMap((v, _) -> Math.log10(v));
      case LOG2 -> new FloatMap((v, _) -> log2(v));
      case SGN -> new FloatMap((v, _) -> v < 0 ? -1 : v > 0 ? 1 : v);
      case SQRT -> new FloatMap((v, _) -> Math.sqrt(v));
      case ROUND -> {
        ScalarValues nearest = arguments.isEmpty() ? new ScalarValues.Same(1) : arguments.getFirst();
        yield new FloatMap((v, i) -> {
          double inverse = 1.0 / nearest.at(i);
          return Math.floor(v * inverse + 0.5) / inverse;
        });
      }
      case CLAMP -> new Clamp(arguments.get(0), arguments.get(1));
      case CLAMP_MIN -> new Clamp(arguments.getFirst(), new ScalarValues.Same(Double.POSITIVE_INFINITY));
      case CLAMP_MAX -> new Clamp(new ScalarValues.Same(Double.NEGATIVE_INFINITY), arguments.getFirst());
      default -> throw new IllegalArgumentException(function.functionName() + " is no mathematical function");
    };
  }

  /** Exact for powers of two. */
  private static double log2(double value) {
    if (value > 0 && value < Double.POSITIVE_INFINITY) {
      int exponent = Math.getExponent(value);
      if (exponent >= Double.MIN_EXPONENT) {
        double fraction = value / Math.scalb(1.0, exponent);
        return fraction == 1 ? exponent : exponent + Math.log(fraction) / LN_2;
      }
    }
    return Math.log(value) / LN_2;
  }
}
