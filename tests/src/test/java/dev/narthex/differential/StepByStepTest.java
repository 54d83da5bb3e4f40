package dev.narthex.differential;

import static dev.narthex.differential.Closeness.nearly;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.model.Labels;
import dev.narthex.model.histogram.HistogramArithmetic;
import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.promql.engine.QueryEngine;
import dev.narthex.promql.query.Annotation;
import dev.narthex.promql.query.QueryException;
import dev.narthex.promql.query.QueryOptions;
import dev.narthex.promql.query.QueryOutcome;
import dev.narthex.promql.query.QueryResult;
import dev.narthex.promql.source.MemorySeriesSource;
import java.time.Instant;
import java.util.ArrayList;
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
 * Random expressions of the whole language as one range query and as an instant query for each step. What the engine shares between
 * steps (windows, sums of prefixes, sliding windows, portions, groups) must not show: values, labels and annotations agree, and one
 * fails exactly when some step of the other does. What each step is worth is {@link DifferentialTest}'s to say, and the scripts'.
 *
 * <p>System properties: {@code narthex.stepwise.expressions} (default 1,000) and {@code narthex.differential.seed}, as there.
 */
class StepByStepTest {
  /**
   * What depends on the whole range: extremes over all steps, the range itself, or (resets told without buckets, from sample to sample)
   * where reading began.
   */
  private static final List<String> OF_THE_RANGE =
      List.of("needed to be fixed for monotonicity", "sort is ineffective", "has start time that overlaps", "quantile value should be", "ratio value should be", "conflicting counter resets during histogram aggregation");

  private final QueryEngine engine = new QueryEngine(() -> Instant.EPOCH);

  private record Case(String query, SampleData data, long start, int steps, long step, boolean delayed) {
    QueryOptions options() {
      return WholeLanguage.options(delayed);
    }
  }

  private record Point(double value, @Nullable NativeHistogram histogram) {}

  private record Answer(Map<Labels, Map<Long, Point>> points, Set<String> annotations, Set<Long> failed) {}

  @Test
  void aRangeIsItsSteps() {
    String given = System.getProperty("narthex.differential.seed", "20261128");
    long seed = given.equals("random") ? System.nanoTime() : Long.parseLong(given);
    int count = Integer.getInteger("narthex.stepwise.expressions", 1000);
    Random random = new Random(seed);
    System.out.println("step by step: " + count + " expressions, seed " + seed);
    WholeLanguage expressions = new WholeLanguage(random, WholeLanguage.Times.OF_THE_STEP);
    SampleData data = SampleData.generate(random);
    List<String> disagreements = new ArrayList<>();
    int answered = 0;
    for (int i = 0; i < count; i++) {
      data = i % 20 == 19 ? SampleData.generate(random) : data;
      long start = 120_000L + random.nextInt(600_000);
      Case asked = new Case(expressions.generate(), data, start, 2 + random.nextInt(5), List.of(7_000L, 30_000L, 60_000L).get(random.nextInt(3)), random.nextInt(3) > 0);
      Optional<String> difference = difference(asked);
      if (difference.isPresent()) {
        Case small = shrunk(asked);
        disagreements.add(describe(small, difference(small).orElse(difference.get())));
      }
      answered += range(asked).isPresent() ? 1 : 0;
    }
    assertThat(disagreements).as("seed %d: %d disagreements", seed, disagreements.size()).isEmpty();
    assertThat(answered).isGreaterThan(count / 2);
  }

  private Optional<Answer> range(Case c) {
    try {
      QueryOutcome outcome = engine.range(c.data.source(), c.query, c.start, c.start + (c.steps - 1) * c.step, c.step, c.options());
      Map<Labels, Map<Long, Point>> points = new TreeMap<>();
      add(outcome.result(), c.start, points);
      return Optional.of(new Answer(points, texts(outcome), Set.of()));
    } catch (QueryException e) {
      assertThat(e.kind()).as(c.query).isNotEqualTo(QueryException.Kind.INTERNAL);
      return Optional.empty();
    }
  }

  private Answer steps(Case c) {
    MemorySeriesSource source = c.data.source();
    Map<Labels, Map<Long, Point>> points = new TreeMap<>();
    Set<String> annotations = new TreeSet<>();
    Set<Long> failed = new TreeSet<>();
    for (int i = 0; i < c.steps; i++) {
      long time = c.start + i * c.step;
      try {
        QueryOutcome outcome = engine.instant(source, c.query, time, c.options());
        add(outcome.result(), time, points);
        annotations.addAll(texts(outcome));
      } catch (QueryException e) {
        failed.add(time);
      }
    }
    return new Answer(points, annotations, failed);
  }

  private static Set<String> texts(QueryOutcome outcome) {
    Set<String> texts = new TreeSet<>();
    for (Annotation annotation : outcome.annotations().all()) {
      if (OF_THE_RANGE.stream().noneMatch(annotation.text()::contains)) {
        // a text is told once a query, with the first of its places: those may differ
        texts.add(annotation.text().replaceFirst(" \\(\\d+:\\d+\\)$", ""));
      }
    }
    return texts;
  }

  private static void add(QueryResult result, long time, Map<Labels, Map<Long, Point>> points) {
    switch (result) {
      case QueryResult.Scalar s -> points.computeIfAbsent(Labels.empty(), l -> new TreeMap<>()).put(time, new Point(s.value(), null));
      case QueryResult.Text s -> throw new UnsupportedOperationException("string");
      case QueryResult.Vector v -> v.samples().forEach(s -> points.computeIfAbsent(s.labels(), l -> new TreeMap<>()).put(time, new Point(s.value(), s.histogram())));
      case QueryResult.Matrix m -> {
        for (QueryResult.Series s : m.series()) {
          Map<Long, Point> row = points.computeIfAbsent(s.labels(), l -> new TreeMap<>());
          for (int i = 0; i < s.floats().length; i++) {
            row.put(s.floatTimes()[i], new Point(s.floats()[i], null));
          }
          for (int i = 0; i < s.histograms().length; i++) {
            row.put(s.histogramTimes()[i], new Point(0, s.histograms()[i]));
          }
        }
      }
    }
  }

  private Optional<String> difference(Case c) {
    Optional<Answer> range = range(c);
    Answer steps = steps(c);
    if (range.isEmpty()) {
      String failure = failure(c);
      return steps.failed.isEmpty() && !isOfSeveralSteps(c, failure) ? Optional.of("the range fails, no step does: " + failure) : Optional.empty();
    }
    if (!steps.failed.isEmpty()) {
      return Optional.of("the range is answered, but these steps fail: " + steps.failed);
    }
    if (!range.get().annotations.equals(steps.annotations)) {
      return Optional.of("annotations\n   range " + range.get().annotations + "\n   steps " + steps.annotations);
    }
    return Closeness.same(range.get().points, steps.points, StepByStepTest::close) ? Optional.empty() : Optional.of("values\n   range " + range.get().points + "\n   steps " + steps.points);
  }

  /** Too little is an error only where more is asked for at another step; series that quantiles' labels make equal, only over several steps. */
  private static boolean isOfSeveralSteps(Case c, String failure) {
    return failure.contains("underflows int64") || c.query.contains("histogram_quantiles") && failure.contains("same labelset");
  }

  private String failure(Case c) {
    try {
      engine.range(c.data.source(), c.query, c.start, c.start + (c.steps - 1) * c.step, c.step, c.options());
      return "";
    } catch (QueryException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static boolean close(Point a, Point b) {
    NativeHistogram left = a.histogram;
    NativeHistogram right = b.histogram;
    if (left == null || right == null) {
      return left == null && right == null && nearly(a.value, b.value);
    }
    NativeHistogram l = HistogramArithmetic.compact(left);
    NativeHistogram r = HistogramArithmetic.compact(right);
    return l.resetHint() == r.resetHint() && l.schema() == r.schema() && nearly(l.count(), r.count()) && nearly(l.sum(), r.sum())
        && nearly(l.zeroCount(), r.zeroCount()) && l.zeroThreshold() == r.zeroThreshold() && close(l.customValues(), r.customValues())
        && java.util.Arrays.equals(l.positiveSpans(), r.positiveSpans()) && close(l.positiveBuckets(), r.positiveBuckets())
        && java.util.Arrays.equals(l.negativeSpans(), r.negativeSpans()) && close(l.negativeBuckets(), r.negativeBuckets());
  }

  private static boolean close(double[] a, double[] b) {
    boolean close = a.length == b.length;
    for (int i = 0; close && i < a.length; i++) {
      close = nearly(a[i], b[i]);
    }
    return close;
  }

  /** Fewer series and steps, as long as the disagreement stays. */
  private Case shrunk(Case c) {
    Case small = c;
    for (int i = small.data.lines().size() - 1; i >= 0; i--) {
      Case smaller = new Case(small.query, small.data.without(i), small.start, small.steps, small.step, small.delayed);
      small = difference(smaller).isPresent() ? smaller : small;
    }
    while (small.steps > 2) {
      Case smaller = new Case(small.query, small.data, small.start, small.steps - 1, small.step, small.delayed);
      if (difference(smaller).isEmpty()) {
        break;
      }
      small = smaller;
    }
    return small;
  }

  private static String describe(Case c, String difference) {
    StringBuilder out = new StringBuilder("\n").append(c.query).append("\n   from ").append(c.start).append(", ").append(c.steps).append(" steps of ").append(c.step)
        .append(c.delayed ? ", names removed late" : "").append(", samples each ").append(c.data.interval()).append('\n');
    c.data.lines().forEach(line -> out.append("   ").append(line).append('\n'));
    return out.append("   ").append(difference).append('\n').toString();
  }
}
