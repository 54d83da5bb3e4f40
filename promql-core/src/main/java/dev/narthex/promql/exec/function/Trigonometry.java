package dev.narthex.promql.exec.function;

import dev.narthex.promql.exec.RowMapper;
import dev.narthex.promql.functions.PromqlFunction;

/** Sines and their kin; deg and rad. */
final class Trigonometry {
  private Trigonometry() {}

  static RowMapper of(PromqlFunction function) {
    return switch (function) {
      case ACOS -> new FloatMap((v, _) -> Math.acos(v));
      case ACOSH -> new FloatMap((v, _) -> acosh(v));
      case ASIN -> new FloatMap((v, _) -> Math.asin(v));
      case ASINH -> new FloatMap((v, _) -> asinh(v));
      case ATAN -> new FloatMap((v, _) -> Math.atan(v));
      case ATANH -> new FloatMap((v, _) -> atanh(v));
      case COS -> new FloatMap((v, _) -> Math.cos(v));
      case COSH -> new FloatMap((v, _) -> Math.cosh(v));
      case DEG -> new FloatMap((v, _) -> v * 180 / Math.PI);
      case RAD -> new FloatMap((v, _) -> v * Math.PI / 180);
      case SIN -> new FloatMap((v, _) -> Math.sin(v));
      case SINH -> new FloatMap((v, _) -> Math.sinh(v));
      case TAN -> new FloatMap((v, _) -> Math.tan(v));
      case TANH -> new FloatMap((v, _) -> Math.tanh(v));
      default -> throw new IllegalArgumentException(function.functionName() + " is no trigonometric function");
    };
  }

  private static final double LN_2 = Math.log(2);
  private static final double LARGE = 0x1p28;

  /** Accurate for small and large values, odd. */
  static double asinh(double value) {
    double x = Math.abs(value);
    double result;
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return value;
    } else if (x > LARGE) {
      result = Math.log(x) + LN_2;
    } else if (x > 2) {
      result = Math.log(2 * x + 1 / (Math.sqrt(x * x + 1) + x));
    } else {
      result = Math.log1p(x + x * x / (1 + Math.sqrt(1 + x * x)));
    }
    return Math.copySign(result, value);
  }

  static double acosh(double x) {
    if (x < 1 || Double.isNaN(x)) {
      return Double.NaN;
    }
    if (x >= LARGE) {
      return Math.log(x) + LN_2;
    }
    if (x > 2) {
      return Math.log(2 * x - 1 / (x + Math.sqrt(x * x - 1)));
    }
    double t = x - 1;
    return Math.log1p(t + Math.sqrt(2 * t + t * t));
  }

  static double atanh(double value) {
    double x = Math.abs(value);
    if (x > 1 || Double.isNaN(value)) {
      return Double.NaN;
    }
    double result = x < 0.5 ? 0.5 * Math.log1p(x + x + (x + x) * x / (1 - x)) : 0.5 * Math.log1p((x + x) / (1 - x));
    return Math.copySign(result, value);
  }
}
