package dev.narthex.differential;

import dev.narthex.differential.ReferenceValue.Sample;
import dev.narthex.differential.ReferenceValue.Scalar;
import dev.narthex.differential.ReferenceValue.Vector;
import dev.narthex.promql.ast.Aggregation;
import dev.narthex.promql.ast.Aggregator;
import dev.narthex.promql.ast.Binary;
import dev.narthex.promql.ast.BinaryOperator;
import dev.narthex.promql.ast.Call;
import dev.narthex.promql.ast.Expr;
import dev.narthex.promql.ast.VectorSelector;
import dev.narthex.promql.functions.PromqlFunction;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/**
 * How the reference rounds: as its own formulas do, or otherwise by a little. Where a sum may be taken in another order, or a formula
 * written in another way, the last bits of a result are nobody's to say; an answer that they decide (the minute of a time that is
 * whole but for rounding, a counter that fell by the last bit) is right with either.
 *
 * @param size the largest relative move; 0 for none
 * @param seed of the moves
 * @param equals what becomes of results that are equal, but for their last bits perhaps
 */
record Rounding(double size, long seed, Equals equals) {
  static final Rounding AS_COMPUTED = new Rounding(0, 0, Equals.MOVE_ALIKE);

  enum Equals {
    /** A formula that is given the same comes to the same. */
    MOVE_ALIKE,
    /** Equal results may come of different numbers. */
    MOVE_APART,
    /** Results are equal that are equal up to that size. */
    JOIN
  }

  /** Sums of whole numbers are whole in any order, and whoever takes them for others is wrong. */
  private static final Set<PromqlFunction> SUMS = EnumSet.of(PromqlFunction.SUM_OVER_TIME);

  private static final Set<PromqlFunction> INEXACT = EnumSet.of(
      PromqlFunction.ACOS, PromqlFunction.ACOSH, PromqlFunction.ASIN, PromqlFunction.ASINH, PromqlFunction.ATAN, PromqlFunction.ATANH,
      PromqlFunction.AVG_OVER_TIME, PromqlFunction.COS, PromqlFunction.COSH, PromqlFunction.DEG, PromqlFunction.DELTA, PromqlFunction.DERIV,
      PromqlFunction.DOUBLE_EXPONENTIAL_SMOOTHING, PromqlFunction.EXP, PromqlFunction.HISTOGRAM_AVG, PromqlFunction.HISTOGRAM_FRACTION,
      PromqlFunction.HISTOGRAM_QUANTILE, PromqlFunction.HISTOGRAM_QUANTILES, PromqlFunction.HISTOGRAM_STDDEV, PromqlFunction.HISTOGRAM_STDVAR,
      PromqlFunction.INCREASE, PromqlFunction.IRATE, PromqlFunction.LN, PromqlFunction.LOG10, PromqlFunction.LOG2, PromqlFunction.MAD_OVER_TIME,
      PromqlFunction.PREDICT_LINEAR, PromqlFunction.QUANTILE_OVER_TIME, PromqlFunction.RAD, PromqlFunction.RATE, PromqlFunction.SIN, PromqlFunction.SINH,
      PromqlFunction.STDDEV_OVER_TIME, PromqlFunction.STDVAR_OVER_TIME, PromqlFunction.TAN, PromqlFunction.TANH);

  private enum Exactness {
    /** The same bits whatever the formula: comparisons, counts, one operation of IEEE 754. */
    EXACT,
    /** Exact when whole. */
    SUM,
    INEXACT
  }

  private static Exactness exactness(Expr expr) {
    return switch (expr) {
      case Call c when SUMS.contains(c.function()) -> Exactness.SUM;
      case Call c when INEXACT.contains(c.function()) -> Exactness.INEXACT;
      case Aggregation a -> exactness(a.operator());
      case Binary b when b.operator() == BinaryOperator.POWER || b.operator() == BinaryOperator.ATAN2 -> Exactness.INEXACT;
      case VectorSelector v when v.extension() == VectorSelector.Extension.SMOOTHED -> Exactness.INEXACT;
      default -> Exactness.EXACT;
    };
  }

  private static Exactness exactness(Aggregator operator) {
    return switch (operator) {
      case SUM -> Exactness.SUM;
      case AVG, QUANTILE, STDDEV, STDVAR -> Exactness.INEXACT;
      case BOTTOMK, COUNT, COUNT_VALUES, GROUP, LIMITK, LIMIT_RATIO, MAX, MIN, TOPK -> Exactness.EXACT;
    };
  }

  /**
   * Which histograms of a sum are added up by themselves first: this many of them, or 0 for none. A bucket that went into a wider zero bucket
   * counts once or twice, as it happens in Prometheus, and the order decides.
   *
   * @param count of all
   */
  int addedApart(int count) {
    return size == 0 ? 0 : Math.floorMod(seed, count);
  }

  /** A result of an expression at a time as this rounding has it, numbers in histograms included. */
  ReferenceValue of(Expr expr, long time, ReferenceValue value) {
    Exactness exactness = size == 0 ? Exactness.EXACT : exactness(expr);
    if (exactness == Exactness.EXACT) {
      return value;
    }
    DoubleUnaryOperator move = v -> moved(v, time, exactness);
    return switch (value) {
      case Scalar s -> new Scalar(move.applyAsDouble(s.value()));
      case Vector v -> new Vector(v.samples().stream().map(s -> moved(s, move)).toList());
      case ReferenceValue.Text t -> t;
    };
  }

  private static Sample moved(Sample s, DoubleUnaryOperator move) {
    ReferenceHistogram h = s.histogram();
    return h == null ? s.with(move.applyAsDouble(s.value())) : s.with(h.moved(move));
  }

  private double moved(double v, long time, Exactness exactness) {
    if (exactness == Exactness.SUM && v == Math.rint(v) && Math.abs(v) < 0x1p53) {
      return v;
    }
    if (equals == Equals.JOIN) {
      double unit = Math.scalb(1, Math.getExponent(v) + Math.getExponent(size));
      return Double.isFinite(v) && unit > 0 ? Math.rint(v / unit) * unit : v;
    }
    long drawn = Double.doubleToLongBits(v) ^ seed ^ (equals == Equals.MOVE_APART ? time << 32 : 0);
    return v * (1 + size * new SplittableRandom(drawn).nextDouble(-1, 1));
  }
}
