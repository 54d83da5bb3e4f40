package dev.narthex.promql.exec.histogram;

import dev.narthex.model.GoQuote;
import dev.narthex.model.histogram.HistogramArithmetic;
import dev.narthex.model.histogram.HistogramTrim;
import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.promql.ast.BinaryOperator;
import dev.narthex.promql.ast.PositionRange;
import dev.narthex.promql.exec.Remarks;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A binary operator of which at least one side is a native histogram: h + h, h - h, h * f, f * h, h / f, trims of h by f, and whether
 * two are equal. What is computed holds no empty buckets. Anything else has no result, with an info. Thread-safe.
 *
 * @param position of the whole expression
 */
public record HistogramOperation(BinaryOperator operator, PositionRange position, Remarks remarks) {
  /** What an arithmetic operator or a trim makes of both sides; a side is a histogram when that is given, else a float. */
  public Optional<NativeHistogram> compute(
      double left, @Nullable NativeHistogram leftHistogram, double right, @Nullable NativeHistogram rightHistogram) {
    if (leftHistogram != null && rightHistogram != null) {
      return switch (operator) {
        case ADD, SUBTRACT -> sum(leftHistogram, rightHistogram);
        default -> incompatible("histogram", "histogram");
      };
    }
    if (leftHistogram != null) {
      return switch (operator) {
        case MULTIPLY -> Optional.of(HistogramArithmetic.compact(HistogramArithmetic.multiply(leftHistogram, right)));
        case DIVIDE -> Optional.of(HistogramArithmetic.compact(HistogramArithmetic.divide(leftHistogram, right)));
        case TRIM_UPPER -> Optional.of(HistogramTrim.trim(leftHistogram, right, HistogramTrim.Keep.BELOW));
        case TRIM_LOWER -> Optional.of(HistogramTrim.trim(leftHistogram, right, HistogramTrim.Keep.ABOVE));
        default -> incompatible("histogram", "float");
      };
    }
    if (rightHistogram == null) {
      return incompatible("float", "float");
    }
    return operator == BinaryOperator.MULTIPLY
        ? Optional.of(HistogramArithmetic.compact(HistogramArithmetic.multiply(rightHistogram, left)))
        : incompatible("float", "histogram");
  }

  /** Whether a comparison of both sides holds; empty when they cannot be compared. */
  public Optional<Boolean> compare(@Nullable NativeHistogram left, @Nullable NativeHistogram right) {
    if (left != null && right != null) {
      return switch (operator) {
        case EQUAL -> Optional.of(HistogramArithmetic.sameData(left, right));
        case NOT_EQUAL -> Optional.of(!HistogramArithmetic.sameData(left, right));
        default -> incompatible("histogram", "histogram");
      };
    }
    return incompatible(left == null ? "float" : "histogram", right == null ? "float" : "histogram");
  }

  private Optional<NativeHistogram> sum(NativeHistogram left, NativeHistogram right) {
    if (!HistogramArithmetic.compatible(left, right)) {
      remarks.warning("incompatible bucket layout encountered for binary operator " + operator.symbol(), position);
      return Optional.empty();
    }
    boolean minus = operator == BinaryOperator.SUBTRACT;
    HistogramArithmetic.Combined sum = minus ? HistogramArithmetic.subtract(left, right) : HistogramArithmetic.add(left, right);
    String name = minus ? "subtraction" : "addition";
    if (sum.hintsCollided()) {
      remarks.warning("conflicting counter resets during histogram " + name, position);
      return Optional.empty();
    }
    if (sum.boundsReconciled()) {
      remarks.info("mismatched custom buckets were reconciled during " + name, position);
    }
    NativeHistogram result = sum.histogram();
    return Optional.of(minus ? HistogramArithmetic.withHint(result, NativeHistogram.ResetHint.GAUGE) : result);
  }

  private <T> Optional<T> incompatible(String left, String right) {
    String types = left + " " + operator.symbol() + " " + right;
    remarks.info(
        "incompatible sample types encountered for binary operator " + GoQuote.quote(operator.symbol()) + ": " + types, position);
    return Optional.empty();
  }
}
