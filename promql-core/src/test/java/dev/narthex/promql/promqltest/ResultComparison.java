package dev.narthex.promql.promqltest;

import dev.narthex.model.GoFloat;
import dev.narthex.model.Labels;
import dev.narthex.model.StaleMarker;
import dev.narthex.model.histogram.HistogramArithmetic;
import dev.narthex.model.histogram.HistogramLiteral;
import dev.narthex.model.histogram.HistogramText;
import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.promql.notation.SequenceItem;
import dev.narthex.promql.notation.SeriesNotation;
import dev.narthex.promql.promqltest.Command.Expectations;
import dev.narthex.promql.promqltest.Command.Match;
import dev.narthex.promql.promqltest.Command.Remarks;
import dev.narthex.promql.promqltest.Command.Time;
import dev.narthex.promql.query.QueryResult;
import dev.narthex.promql.query.QueryResult.Sample;
import dev.narthex.promql.query.QueryResult.Series;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares results with what a script wants; each answer is empty or says what differs. */
final class ResultComparison {
  private static final double TOLERANCE = 1e-6;

  private ResultComparison() {}

  static Optional<String> remarks(String level, Remarks expected, List<String> got) {
    if (expected.some() && got.isEmpty()) {
      return Optional.of("got no " + level + "\n    wanted " + (expected.each().isEmpty() ? "one" : expected.each()));
    }
    if (expected.none() && !got.isEmpty()) {
      return Optional.of("got " + level + " " + got + "\n    wanted none");
    }
    if (expected.each().isEmpty()) {
      return Optional.empty();
    }
    for (Match match : expected.each()) {
      if (got.stream().noneMatch(match::matches)) {
        return Optional.of("got " + level + " " + got + "\n    wanted " + match);
      }
    }
    for (String text : got) {
      if (expected.each().stream().noneMatch(match -> match.matches(text))) {
        return Optional.of("got " + level + " " + text + "\n    wanted only " + expected.each());
      }
    }
    return Optional.empty();
  }

  static Optional<String> values(Expectations expected, QueryResult result, Optional<Time.Range> times) {
    return switch (result) {
      case QueryResult.Text text -> {
        boolean same = expected.text().isPresent() && expected.text().get().equals(text.value());
        yield same ? Optional.empty() : Optional.of(difference(result, "the string " + expected.text()));
      }
      case QueryResult.Scalar scalar -> {
        boolean same = expected.scalar().isPresent() && almostEqual(expected.scalar().get(), scalar.value());
        yield same ? Optional.empty() : Optional.of(difference(result, expected.scalar().map(String::valueOf).orElse("no scalar")));
      }
      case QueryResult.Vector vector -> expected.scalar().isPresent()
          ? Optional.of(difference(result, "the scalar " + expected.scalar().get()))
          : vector(expected, vector);
      case QueryResult.Matrix matrix -> times.isEmpty()
          ? Optional.of(difference(result, "no matrix"))
          : matrix(expected, matrix, times.get());
    };
  }

  private static Optional<String> vector(Expectations expected, QueryResult.Vector vector) {
    Map<Labels, SeriesNotation> rows = rows(expected);
    Set<Labels> seen = new HashSet<>();
    int position = 0;
    for (Sample sample : vector.samples()) {
      SeriesNotation row = rows.get(sample.labels());
      if (row == null) {
        return Optional.of(difference(vector, "no " + sample.labels() + ", but " + describe(expected)));
      }
      if (!seen.add(sample.labels())) {
        return Optional.of(difference(vector, sample.labels() + " once"));
      }
      if (expected.ordered() && expected.rows().get(position) != row) {
        return Optional.of(difference(vector, "this order: " + describe(expected)));
      }
      if (row.items().isEmpty() || !same(row.items().getFirst(), sample.value(), sample.histogram())) {
        return Optional.of(difference(vector, row.labels() + " " + row.rest()));
      }
      position++;
    }
    return missing(rows, seen).map(labels -> difference(vector, "also " + labels + ", of " + describe(expected)));
  }

  private static Optional<String> matrix(Expectations expected, QueryResult.Matrix matrix, Time.Range times) {
    Map<Labels, SeriesNotation> rows = rows(expected);
    Set<Labels> seen = new HashSet<>();
    Labels before = Labels.empty();
    for (Series series : matrix.series()) {
      SeriesNotation row = rows.get(series.labels());
      if (row == null) {
        return Optional.of(difference(matrix, "no " + series.labels() + ", but " + describe(expected)));
      }
      if (!seen.add(series.labels())) {
        return Optional.of(difference(matrix, series.labels() + " once"));
      }
      if (before.compareTo(series.labels()) > 0) {
        return Optional.of(difference(matrix, "series sorted by labels"));
      }
      before = series.labels();
      if (!same(row, series, times)) {
        return Optional.of("got " + describe(series) + "\n    wanted " + row.labels() + " " + row.rest());
      }
    }
    return missing(rows, seen).map(labels -> difference(matrix, "also " + labels + ", of " + describe(expected)));
  }

  private static boolean same(SeriesNotation row, Series series, Time.Range times) {
    int floats = 0;
    int histograms = 0;
    for (int i = 0; i < row.items().size(); i++) {
      long time = times.start() + i * times.step();
      SequenceItem item = row.items().get(i);
      if (time > times.end()) {
        return false;
      }
      switch (item) {
        case SequenceItem.Gap _ -> {}
        case SequenceItem.Value _ -> {
          boolean there = floats < series.floats().length && series.floatTimes()[floats] == time;
          if (!there || !same(item, series.floats()[floats++], null)) {
            return false;
          }
        }
        case SequenceItem.Histogram _ -> {
          boolean there = histograms < series.histograms().length && series.histogramTimes()[histograms] == time;
          if (!there || !same(item, 0, series.histograms()[histograms++])) {
            return false;
          }
        }
      }
    }
    return floats == series.floats().length && histograms == series.histograms().length;
  }

  private static boolean same(SequenceItem expected, double value, @Nullable NativeHistogram histogram) {
    return switch (expected) {
      case SequenceItem.Gap _ -> false;
      case SequenceItem.Value(double wanted) -> histogram == null && almostEqual(wanted, value);
      case SequenceItem.Histogram(HistogramLiteral literal) -> histogram != null && same(literal, histogram);
    };
  }

  private static boolean same(HistogramLiteral literal, NativeHistogram got) {
    NativeHistogram a = HistogramArithmetic.compact(literal.histogram());
    NativeHistogram b = HistogramArithmetic.compact(got);
    return a.schema() == b.schema()
        && almostEqual(a.count(), b.count())
        && almostEqual(a.sum(), b.sum())
        && a.zeroThreshold() == b.zeroThreshold()
        && almostEqual(a.zeroCount(), b.zeroCount())
        && Arrays.equals(a.customValues(), b.customValues())
        && Arrays.equals(a.positiveSpans(), b.positiveSpans())
        && Arrays.equals(a.negativeSpans(), b.negativeSpans())
        && almostEqual(a.positiveBuckets(), b.positiveBuckets())
        && almostEqual(a.negativeBuckets(), b.negativeBuckets())
        && (!literal.hintGiven() || a.resetHint() == b.resetHint());
  }

  private static boolean almostEqual(double[] a, double[] b) {
    boolean same = a.length == b.length;
    for (int i = 0; same && i < a.length; i++) {
      same = almostEqual(a[i], b[i]);
    }
    return same;
  }

  /** Equal within one millionth; a stale marker only equals itself, any other NaN any other NaN. */
  static boolean almostEqual(double a, double b) {
    if (StaleMarker.isStale(a) || StaleMarker.isStale(b)) {
      return StaleMarker.isStale(a) && StaleMarker.isStale(b);
    }
    if (a == b || (Double.isNaN(a) && Double.isNaN(b))) {
      return true;
    }
    double sum = Math.abs(a) + Math.abs(b);
    double difference = Math.abs(a - b);
    if (a == 0 || b == 0 || sum < Double.MIN_NORMAL) {
      return difference < TOLERANCE * Double.MIN_NORMAL;
    }
    return difference / Math.min(sum, Double.MAX_VALUE) < TOLERANCE;
  }

  private static Map<Labels, SeriesNotation> rows(Expectations expected) {
    Map<Labels, SeriesNotation> rows = new HashMap<>();
    for (SeriesNotation row : expected.rows()) {
      rows.put(row.labels(), row);
    }
    return rows;
  }

  private static Optional<Labels> missing(Map<Labels, SeriesNotation> rows, Set<Labels> seen) {
    return rows.keySet().stream().filter(labels -> !seen.contains(labels)).findFirst();
  }

  private static String difference(QueryResult got, String wanted) {
    return "got " + describe(got) + "\n    wanted " + wanted;
  }

  private static String describe(Expectations expected) {
    return expected.rows().stream().map(row -> row.labels() + " " + row.rest()).toList().toString();
  }

  static String describe(QueryResult result) {
    return switch (result) {
      case QueryResult.Scalar scalar -> "the scalar " + GoFloat.plain(scalar.value());
      case QueryResult.Text text -> "the string " + text.value();
      case QueryResult.Vector vector -> vector.samples().stream().map(ResultComparison::describe).toList().toString();
      case QueryResult.Matrix matrix -> matrix.series().stream().map(ResultComparison::describe).toList().toString();
    };
  }

  private static String describe(Sample sample) {
    NativeHistogram histogram = sample.histogram();
    return sample.labels() + " " + (histogram == null ? GoFloat.plain(sample.value()) : HistogramText.literal(histogram));
  }

  private static String describe(Series series) {
    StringBuilder out = new StringBuilder(series.labels().toString());
    for (int i = 0; i < series.floats().length; i++) {
      out.append(' ').append(GoFloat.plain(series.floats()[i])).append('@').append(series.floatTimes()[i]);
    }
    for (int i = 0; i < series.histograms().length; i++) {
      out.append(' ').append(HistogramText.literal(series.histograms()[i])).append('@').append(series.histogramTimes()[i]);
    }
    return out.toString();
  }
}
