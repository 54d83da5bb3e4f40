package dev.narthex.differential;

import static dev.narthex.differential.Closeness.nearly;

import dev.narthex.model.Labels;
import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.promql.query.QueryResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a query comes to.
 *
 * @param points by labels and time
 * @param annotations without what only one of the two sides can tell
 */
record Answer(Map<Labels, Map<Long, Point>> points, Set<String> annotations) {
  /** A float, or a histogram where that is given. */
  record Point(double value, @Nullable ReferenceHistogram histogram) {
    boolean isNear(Point other) {
      if (histogram == null || other.histogram == null) {
        return histogram == null && other.histogram == null && nearly(value, other.value);
      }
      ReferenceHistogram l = histogram.compact();
      ReferenceHistogram r = other.histogram.compact();
      return l.hint == r.hint && l.schema == r.schema && l.zeroThreshold == r.zeroThreshold && Arrays.equals(l.bounds, r.bounds)
          && nearly(l.count, r.count) && nearly(l.sum, r.sum) && (l.isCustom() || nearly(l.zeroCount, r.zeroCount))
          && areNear(l.positive, r.positive) && areNear(l.negative, r.negative);
    }

    /** A bucket whose counts cancel out may be there or not. */
    private static boolean areNear(TreeMap<Integer, Double> a, TreeMap<Integer, Double> b) {
      Set<Integer> all = new TreeSet<>(a.keySet());
      all.addAll(b.keySet());
      return all.stream().allMatch(i -> nearly(a.getOrDefault(i, 0.0), b.getOrDefault(i, 0.0)));
    }
  }

  /**
   * What the engine answers.
   *
   * @param time of a scalar, in milliseconds
   */
  static Map<Labels, Map<Long, Point>> points(QueryResult result, long time) {
    Map<Labels, Map<Long, Point>> points = new TreeMap<>();
    switch (result) {
      case QueryResult.Scalar s -> points.put(Labels.empty(), Map.of(time, point(s.value(), null)));
      case QueryResult.Text _ -> throw new UnsupportedOperationException("string");
      case QueryResult.Vector v -> v.samples().forEach(s -> points.computeIfAbsent(s.labels(), l -> new TreeMap<>()).put(s.timestamp(), point(s.value(), s.histogram())));
      case QueryResult.Matrix m -> {
        for (QueryResult.Series s : m.series()) {
          Map<Long, Point> row = points.computeIfAbsent(s.labels(), l -> new TreeMap<>());
          for (int i = 0; i < s.floats().length; i++) {
            row.put(s.floatTimes()[i], point(s.floats()[i], null));
          }
          for (int i = 0; i < s.histograms().length; i++) {
            row.put(s.histogramTimes()[i], point(0, s.histograms()[i]));
          }
        }
      }
    }
    return points;
  }

  private static Point point(double value, @Nullable NativeHistogram histogram) {
    return new Point(value, histogram == null ? null : ReferenceHistogram.of(histogram));
  }

  /** Whether the same series have points at the same times, and these are near each other. */
  boolean hasPointsOf(Answer other) {
    return points.keySet().equals(other.points.keySet())
        && points.entrySet().stream().allMatch(row -> areNear(row.getValue(), other.points.getOrDefault(row.getKey(), Map.of())));
  }

  private static boolean areNear(Map<Long, Point> a, Map<Long, Point> b) {
    return a.keySet().equals(b.keySet()) && a.entrySet().stream().allMatch(point -> point.getValue().isNear(b.get(point.getKey())));
  }

  /** Which buckets of histograms are not empty, by labels and time. */
  Map<Labels, Map<Long, String>> populated() {
    Map<Labels, Map<Long, String>> populated = new TreeMap<>();
    points.forEach((labels, row) -> row.forEach((time, point) -> {
      if (point.histogram != null) {
        ReferenceHistogram h = point.histogram.compact();
        populated.computeIfAbsent(labels, l -> new TreeMap<>()).put(time, h.positive.keySet() + " " + h.negative.keySet());
      }
    }));
    return populated;
  }

  /**
   * Whether each point could be one of several answers': near the point of one, or between two of them. The same for the absence of a
   * point, and for annotations.
   */
  boolean isAmong(List<Answer> answers) {
    Set<Labels> rows = Stream.concat(Stream.of(this), answers.stream()).flatMap(a -> a.points.keySet().stream()).collect(Collectors.toSet());
    Set<Long> times = Stream.concat(Stream.of(this), answers.stream())
        .flatMap(a -> a.points.values().stream()).flatMap(row -> row.keySet().stream()).collect(Collectors.toSet());
    for (Labels row : rows) {
      for (long time : times) {
        Point mine = at(row, time);
        List<Point> theirs = new ArrayList<>(answers.stream().map(a -> a.at(row, time)).filter(Objects::nonNull).toList());
        boolean may = mine == null ? theirs.size() < answers.size() : theirs.stream().anyMatch(mine::isNear) || isBetween(mine, theirs);
        if (!may) {
          return false;
        }
      }
    }
    Set<String> told = answers.stream().flatMap(a -> a.annotations.stream()).collect(Collectors.toSet());
    return told.containsAll(annotations)
        && told.stream().allMatch(text -> annotations.contains(text) || answers.stream().anyMatch(a -> !a.annotations.contains(text)));
  }

  private @Nullable Point at(Labels row, long time) {
    return points.getOrDefault(row, Map.of()).get(time);
  }

  private static boolean isBetween(Point mine, List<Point> theirs) {
    ReferenceHistogram h = mine.histogram;
    if (h == null) {
      return isBetween(mine.value, theirs.stream().filter(p -> p.histogram == null).map(Point::value).toList());
    }
    List<ReferenceHistogram> others = theirs.stream().flatMap(p -> Stream.ofNullable(p.histogram))
        .filter(o -> o.hint == h.hint && o.schema == h.schema && o.zeroThreshold == h.zeroThreshold && Arrays.equals(o.bounds, h.bounds)).toList();
    Set<Integer> positive = indexes(h, others, o -> o.positive);
    Set<Integer> negative = indexes(h, others, o -> o.negative);
    return isBetween(h, others, o -> o.count) && isBetween(h, others, o -> o.sum) && isBetween(h, others, o -> o.zeroCount)
        && positive.stream().allMatch(i -> isBetween(h, others, o -> o.positive.getOrDefault(i, 0.0)))
        && negative.stream().allMatch(i -> isBetween(h, others, o -> o.negative.getOrDefault(i, 0.0)));
  }

  private static Set<Integer> indexes(ReferenceHistogram h, List<ReferenceHistogram> others, Function<ReferenceHistogram, TreeMap<Integer, Double>> side) {
    return Stream.concat(Stream.of(h), others.stream()).flatMap(o -> side.apply(o).keySet().stream()).collect(Collectors.toSet());
  }

  private static boolean isBetween(ReferenceHistogram h, List<ReferenceHistogram> others, ToDoubleFunction<ReferenceHistogram> number) {
    return isBetween(number.applyAsDouble(h), others.stream().map(number::applyAsDouble).toList());
  }

  private static boolean isBetween(double mine, List<Double> theirs) {
    return theirs.stream().anyMatch(v -> nearly(v, mine)) || theirs.stream().anyMatch(v -> v <= mine) && theirs.stream().anyMatch(v -> v >= mine);
  }
}
