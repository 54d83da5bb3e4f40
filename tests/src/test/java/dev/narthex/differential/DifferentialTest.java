package dev.narthex.differential;

import static dev.narthex.differential.Closeness.nearly;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.differential.ReferenceValue.ReferenceError;
import dev.narthex.differential.ReferenceValue.Sample;
import dev.narthex.model.Labels;
import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.promql.ast.Expr;
import dev.narthex.promql.engine.QueryEngine;
import dev.narthex.promql.parse.ParseException;
import dev.narthex.promql.parse.ParserOptions;
import dev.narthex.promql.parse.PromqlParser;
import dev.narthex.promql.query.QueryException;
import dev.narthex.promql.query.QueryOptions;
import dev.narthex.promql.query.QueryOutcome;
import dev.narthex.promql.query.QueryResult;
import dev.narthex.promql.source.MemorySeriesSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random expressions of the whole language over random data, as instant and as range queries, by the engine and by
 * {@link ReferenceEvaluator}: values, labels and annotations agree, and one fails when the other does.
 *
 * <p>System properties: {@code narthex.differential.expressions} (default 600) and {@code narthex.differential.seed} (default fixed,
 * so that a build is the same each time; {@code random} for a fresh one, which is printed).
 */
class DifferentialTest {
  private static final String OF_TOTALS = "(?s).*histogram_(count|sum|avg)\\(.*";

  private final QueryEngine engine = new QueryEngine(() -> Instant.EPOCH);
  private @Nullable SampleData sourceOf;
  private MemorySeriesSource source = new MemorySeriesSource();
  private final PromqlParser parser = new PromqlParser(ParserOptions.EVERYTHING);

  /** A query with the times at which it is asked; a step of 0 makes it an instant query. */
  private record Case(String query, SampleData data, long start, long end, long step, boolean delayed) {
    QueryOptions options() {
      return WholeLanguage.options(delayed);
    }

    Case over(SampleData other) {
      return new Case(query, other, start, end, step, delayed);
    }

    Case until(long other) {
      return new Case(query, data, start, other, step, delayed);
    }
  }

  private record Point(double value, @Nullable ReferenceHistogram histogram) {}

  private record Answer(Map<Labels, Map<Long, Point>> points, Set<String> annotations) {}

  @Test
  void engineAgreesWithTheReference() {
    String given = System.getProperty("narthex.differential.seed", "20261128");
    long seed = given.equals("random") ? System.nanoTime() : Long.parseLong(given);
    int count = Integer.getInteger("narthex.differential.expressions", 600);
    Random random = new Random(seed);
    System.out.println("differential: " + count + " expressions, seed " + seed);
    WholeLanguage expressions = new WholeLanguage(random, WholeLanguage.Times.OF_THE_QUERY);
    SampleData data = SampleData.generate(random);
    List<String> disagreements = new ArrayList<>();
    for (int i = 0; i < count && disagreements.size() < 20; i++) {
      data = i % 20 == 19 ? SampleData.generate(random) : data;
      Case asked = asked(expressions.generate(), data, random);
      Optional<String> difference = difference(asked);
      if (difference.isPresent()) {
        Case small = shrunk(asked);
        disagreements.add(describe(small, difference(small).orElse(difference.get())));
      }
    }
    assertThat(disagreements).as("seed %d: first of %d disagreements", seed, disagreements.size()).isEmpty();
  }

  private static Case asked(String query, SampleData data, Random random) {
    long start = 120_000L + random.nextInt(600_000);
    long step = random.nextBoolean() ? 0 : List.of(7_000L, 30_000L, 60_000L).get(random.nextInt(3));
    // totals are read without buckets; what this does to counters that call themselves gauges is left open
    SampleData of = query.matches(OF_TOTALS) ? data.ofCounters() : data;
    return new Case(query, of, start, start + step * random.nextInt(6), step, random.nextInt(3) > 0);
  }

  private Optional<String> difference(Case c) {
    Expr expr;
    try {
      expr = parser.parse(c.query());
    } catch (ParseException e) {
      return Optional.of("no expression: " + e.getMessage());
    }
    Answer wanted;
    try {
      wanted = reference(expr, c);
    } catch (ReferenceValue.Undecided e) {
      return Optional.empty();
    } catch (ReferenceError e) {
      return fails(c) ? Optional.empty() : Optional.of("the reference says: " + e.getMessage() + "; the engine answers");
    }
    Answer got;
    try {
      got = answer(c);
    } catch (QueryException e) {
      return Optional.of("the engine says: " + e.getMessage() + "; the reference answers " + wanted);
    }
    if (!Closeness.same(wanted.points, got.points, DifferentialTest::close)) {
      return Optional.of("values\n   wanted " + wanted.points + "\n   got    " + got.points);
    }
    if (c.query.matches(OF_TOTALS)) {
      // those read no buckets, which alone could tell
      wanted.annotations.removeIf(DifferentialTest::isAboutBuckets);
      got.annotations.removeIf(DifferentialTest::isAboutBuckets);
    }
    return wanted.annotations.equals(got.annotations) ? Optional.empty() : Optional.of("annotations\n   wanted " + wanted.annotations + "\n   got    " + got.annotations);
  }

  private static boolean isAboutBuckets(String annotation) {
    return annotation.contains("custom buckets were reconciled") || annotation.contains("conflicting counter resets");
  }

  private boolean fails(Case c) {
    try {
      answer(c);
      return false;
    } catch (QueryException e) {
      return e.kind() == QueryException.Kind.EXECUTION;
    }
  }

  private static Answer reference(Expr expr, Case c) {
    ReferenceEvaluator evaluator = new ReferenceEvaluator(c.data, c.start, c.end, c.step, c.delayed);
    Map<Labels, Map<Long, Point>> points = new TreeMap<>();
    for (long t = c.start(); t <= c.end(); t += Math.max(1, c.step())) {
      List<Sample> samples =
          switch (evaluator.result(expr, t)) {
            case ReferenceValue.Scalar s -> List.of(new Sample(Labels.empty(), false, s.value(), null));
            case ReferenceValue.Vector v -> v.samples();
            case ReferenceValue.Text _ -> throw new UnsupportedOperationException("string");
          };
      for (Sample s : samples) {
        points.computeIfAbsent(s.labels(), l -> new TreeMap<>()).put(t, new Point(s.value(), s.histogram()));
      }
    }
    Set<String> annotations = new TreeSet<>();
    evaluator.annotations.forEach(text -> annotations.add(comparable(text)));
    return new Answer(points, annotations);
  }

  private Answer answer(Case c) {
    if (c.data != sourceOf) {
      sourceOf = c.data;
      source = c.data.source();
    }
    QueryOutcome outcome = c.step == 0
        ? engine.instant(source, c.query(), c.start(), c.options())
        : engine.range(source, c.query(), c.start(), c.end(), c.step(), c.options());
    Map<Labels, Map<Long, Point>> points = new TreeMap<>();
    switch (outcome.result()) {
      case QueryResult.Scalar s -> points.computeIfAbsent(Labels.empty(), l -> new TreeMap<>()).put(c.start(), new Point(s.value(), null));
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
    Set<String> annotations = new TreeSet<>();
    outcome.annotations().all().forEach(a -> {
      if (!a.text().contains("sort is ineffective")) {
        annotations.add(comparable(a.text()));
      }
    });
    return new Answer(points, annotations);
  }

  private static Point point(double value, @Nullable NativeHistogram histogram) {
    return new Point(value, histogram == null ? null : ReferenceHistogram.of(histogram));
  }

  /**
   * Without the place in the query (the scripts pin those) and without what sums up all steps: extremes of classic buckets, and the
   * worst of the parameters.
   */
  private static String comparable(String text) {
    return text.replaceFirst(" \\(\\d+:\\d+\\)$", "").replaceFirst(", from buckets .*", "").replaceFirst(" \\(\\d+ occurrences\\)$", "")
        .replaceFirst(", got [^,]*(, capping to .*)?$", "$1");
  }

  private static boolean close(Point a, Point b) {
    if (a.histogram == null || b.histogram == null) {
      return a.histogram == null && b.histogram == null && nearly(a.value, b.value);
    }
    ReferenceHistogram l = a.histogram.compact();
    ReferenceHistogram r = b.histogram.compact();
    return l.hint == r.hint && l.schema == r.schema && l.zeroThreshold == r.zeroThreshold && Arrays.equals(l.bounds, r.bounds)
        && nearly(l.count, r.count) && nearly(l.sum, r.sum) && (l.isCustom() || nearly(l.zeroCount, r.zeroCount)) && close(l.positive, r.positive) && close(l.negative, r.negative);
  }

  /** A bucket whose counts cancel out may be there or not. */
  private static boolean close(TreeMap<Integer, Double> a, TreeMap<Integer, Double> b) {
    Set<Integer> all = new TreeSet<>(a.keySet());
    all.addAll(b.keySet());
    return all.stream().allMatch(i -> nearly(a.getOrDefault(i, 0.0), b.getOrDefault(i, 0.0)));
  }

  /** Fewer series and steps, as long as the disagreement stays. */
  private Case shrunk(Case c) {
    Case small = c;
    for (int i = small.data().lines().size() - 1; i >= 0; i--) {
      Case smaller = small.over(small.data().without(i));
      small = difference(smaller).isPresent() ? smaller : small;
    }
    while (small.step > 0 && small.end > small.start && difference(small.until(small.end - small.step)).isPresent()) {
      small = small.until(small.end - small.step);
    }
    return small;
  }

  private static String describe(Case c, String difference) {
    StringBuilder out = new StringBuilder("\n").append(c.query).append("\n   from ").append(c.start).append(" to ").append(c.end).append(" step ").append(c.step)
        .append(c.delayed ? ", names removed late" : "").append(", samples each ").append(c.data.interval()).append('\n');
    out.append("   ").append(difference).append('\n');
    c.data.lines().forEach(line -> out.append("   ").append(line).append('\n'));
    return out.toString();
  }
}
