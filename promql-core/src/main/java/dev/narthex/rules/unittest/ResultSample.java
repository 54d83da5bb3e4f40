package dev.narthex.rules.unittest;

import dev.narthex.model.GoFloat;
import dev.narthex.model.Labels;
import dev.narthex.model.histogram.HistogramArithmetic;
import dev.narthex.model.histogram.HistogramLiteral;
import dev.narthex.model.histogram.HistogramText;
import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.model.histogram.NativeHistogram.ResetHint;
import dev.narthex.promql.notation.SequenceItem;
import dev.narthex.promql.notation.SeriesNotation;
import dev.narthex.promql.query.QueryResult.Sample;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A sample of an answer as tests compare it.
 *
 * @param histogram in the notation of tests; empty for a float
 */
record ResultSample(Labels labels, double value, String histogram) {
  static ResultSample got(Sample sample) {
    NativeHistogram histogram = sample.histogram();
    return new ResultSample(sample.labels(), histogram == null ? sample.value() : 0, histogram == null ? "" : notation(histogram));
  }

  static ResultSample expected(UnitTestFile.ExpectedSample sample) {
    SeriesNotation labels;
    try {
      labels = SeriesNotation.parseLabels(sample.labels());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("labels \"" + sample.labels() + "\": " + e.getMessage(), e);
    }
    if (sample.histogram().isEmpty()) {
      return new ResultSample(labels.labels(), sample.value(), "");
    }
    List<SequenceItem> items = SeriesNotation.parse("{} " + sample.histogram()).items();
    if (items.size() != 1 || !(items.getFirst() instanceof SequenceItem.Histogram(HistogramLiteral literal))) {
      throw new IllegalArgumentException("expected one histogram, got " + sample.histogram());
    }
    return new ResultSample(labels.labels(), 0, notation(literal.histogram()));
  }

  /**
   * Of hints a gauge's alone is kept: what promtool says of resets comes from the chunks that its own storage happens to cut, and a test that holds
   * there must hold here.
   */
  private static String notation(NativeHistogram histogram) {
    NativeHistogram compact = HistogramArithmetic.compact(histogram);
    return HistogramText.literal(compact.resetHint() == ResetHint.GAUGE ? compact : HistogramArithmetic.withHint(compact, ResetHint.UNKNOWN));
  }

  boolean equals(ResultSample other, UnitTestFile.Comparison comparison) {
    return labels.equals(other.labels) && histogram.equals(other.histogram) && close(value, other.value, comparison);
  }

  /** Like promtool, NaN equals nothing. */
  private static boolean close(double a, double b, UnitTestFile.Comparison comparison) {
    return switch (comparison) {
      case EXACT -> a == b;
      case FUZZY -> a == b || Math.nextUp(a) == b || Math.nextDown(a) == b;
    };
  }

  @Override
  public String toString() {
    return labels + " " + (histogram.isEmpty() ? exponential(value) : histogram);
  }

  static String text(List<ResultSample> samples) {
    return samples.isEmpty() ? "nil" : samples.stream().map(ResultSample::toString).collect(Collectors.joining(", "));
  }

  /** Go's {@code 'E'} format: {@code 1.5E+00}. */
  private static String exponential(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return GoFloat.plain(value);
    }
    BigDecimal decimal = new BigDecimal(GoFloat.plain(value)).stripTrailingZeros();
    String digits = decimal.unscaledValue().abs().toString();
    int exponent = digits.equals("0") ? 0 : digits.length() - 1 - decimal.scale();
    return (decimal.signum() < 0 ? "-" : "")
        + digits.charAt(0)
        + (digits.length() > 1 ? "." + digits.substring(1) : "")
        + String.format(Locale.ROOT, "E%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
  }
}
