package dev.narthex.promql.exec.histogram;

import dev.narthex.model.GoQuote;
import dev.narthex.model.Labels;
import dev.narthex.promql.ast.PositionRange;
import dev.narthex.promql.exec.Absent;
import dev.narthex.promql.exec.Evaluation;
import dev.narthex.promql.exec.Remarks;
import dev.narthex.promql.exec.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Rows sorted into histograms: those with native histograms, and families of classic buckets, which share all labels but {@code le}.
 * A classic family and a native row with equal labels stand in one entry, because where both have a sample neither counts.
 */
final class HistogramFamilies {
  private static final String BOUND_LABEL = "le";

  private final Evaluation evaluation;
  private final PositionRange position;
  private final Map<Labels, Family> families = new LinkedHashMap<>();

  private HistogramFamilies(Evaluation evaluation, PositionRange position) {
    this.evaluation = evaluation;
    this.position = position;
  }

  /** One histogram: buckets sorted by bound, and perhaps a native row. */
  static final class Family {
    private final Labels labels;
    private final List<Bucket> buckets = new ArrayList<>();
    private @Nullable Row nativeRow;

    Family(Labels labels) {
      this.labels = labels;
    }

    Labels labels() {
      return labels;
    }

    List<Bucket> buckets() {
      return buckets;
    }

    @Nullable Row nativeRow() {
      return nativeRow;
    }
  }

  /** The series of one bucket. */
  record Bucket(double bound, double[] counts) {}

  /** Sorts rows; a float without a usable {@code le} is dropped with a warning. */
  static List<Family> of(List<Row> rows, Evaluation evaluation, PositionRange position) {
    HistogramFamilies sorting = new HistogramFamilies(evaluation, position);
    rows.forEach(sorting::add);
    List<Family> families = new ArrayList<>(sorting.families.values());
    families.forEach(family -> family.buckets.sort(Comparator.comparingDouble(Bucket::bound)));
    return families;
  }

  private void add(Row row) {
    if (row.histograms() != null) {
      families.computeIfAbsent(row.labels(), Family::new).nativeRow = row;
    }
    if (!anyFloat(row.floats())) {
      return;
    }
    String text = row.labels().get(BOUND_LABEL);
    OptionalDouble bound = bound(text);
    if (bound.isEmpty()) {
      String problem = "bucket label \"le\" is missing or has a malformed value of " + GoQuote.quote(text);
      evaluation.remarks().warning(named(problem, row.labels(), evaluation), position);
      return;
    }
    Labels labels = row.labels().without(BOUND_LABEL);
    families.computeIfAbsent(labels, Family::new).buckets.add(new Bucket(bound.getAsDouble(), row.floats()));
  }

  private static boolean anyFloat(double[] floats) {
    for (double value : floats) {
      if (!Absent.is(value)) {
        return true;
      }
    }
    return false;
  }

  /** The text with the metric's name, where names are still there when functions run. */
  static String named(String text, Labels labels, Evaluation evaluation) {
    return evaluation.delaysNameRemoval() ? Remarks.forMetric(text, labels) : text;
  }

  private static OptionalDouble bound(String text) {
    switch (text.toLowerCase(Locale.ROOT)) {
      case "+inf", "inf", "+infinity", "infinity" -> {
        return OptionalDouble.of(Double.POSITIVE_INFINITY);
      }
      case "-inf", "-infinity" -> {
        return OptionalDouble.of(Double.NEGATIVE_INFINITY);
      }
      case "nan" -> {
        return OptionalDouble.of(Double.NaN);
      }
      default -> {
        return finite(text);
      }
    }
  }

  /** What Go reads as a float and Java does too: no spaces around it, no type letter behind it. */
  private static OptionalDouble finite(String text) {
    if (text.isEmpty() || !Character.isLetterOrDigit(text.charAt(text.length() - 1)) && text.charAt(text.length() - 1) != '.') {
      return OptionalDouble.empty();
    }
    char last = text.charAt(text.length() - 1);
    boolean typed = Character.isLetter(last) && !text.startsWith("0x");
    if (typed || Character.isWhitespace(text.charAt(0))) {
      return OptionalDouble.empty();
    }
    try {
      double bound = Double.parseDouble(text);
      return Double.isInfinite(bound) ? OptionalDouble.empty() : OptionalDouble.of(bound);
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }
}
