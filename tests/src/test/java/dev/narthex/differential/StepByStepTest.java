package dev.narthex.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.model.Labels;
import dev.narthex.promql.engine.QueryEngine;
import dev.narthex.promql.query.Annotation;
import dev.narthex.promql.query.QueryException;
import dev.narthex.promql.query.QueryOptions;
import dev.narthex.promql.query.QueryOutcome;
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

  /** @param failed the times of steps that fail */
  private record Steps(Answer answer, Set<Long> failed) {}

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
      Case asked = asked(expressions.generate(), data, random);
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

  private static Case asked(String query, SampleData data, Random random) {
    long start = 120_000L + random.nextInt(600_000);
    int steps = 2 + random.nextInt(5);
    long step = List.of(7_000L, 30_000L, 60_000L).get(random.nextInt(3));
    // of the series of an or, the first sample of the range tells whether the name goes late
    boolean delayed = random.nextInt(3) > 0 && !query.contains(" or ");
    return new Case(query, data, start, steps, step, delayed);
  }

  private Optional<Answer> range(Case c) {
    try {
      QueryOutcome outcome = engine.range(c.data.source(), c.query, c.start, c.start + (c.steps - 1) * c.step, c.step, c.options());
      return Optional.of(new Answer(Answer.points(outcome.result(), c.start), texts(outcome)));
    } catch (QueryException e) {
      assertThat(e.kind()).as(c.query).isNotEqualTo(QueryException.Kind.INTERNAL);
      return Optional.empty();
    }
  }

  private Steps steps(Case c) {
    MemorySeriesSource source = c.data.source();
    Map<Labels, Map<Long, Answer.Point>> points = new TreeMap<>();
    Set<String> annotations = new TreeSet<>();
    Set<Long> failed = new TreeSet<>();
    for (int i = 0; i < c.steps; i++) {
      long time = c.start + i * c.step;
      try {
        QueryOutcome outcome = engine.instant(source, c.query, time, c.options());
        Answer.points(outcome.result(), time).forEach((labels, row) -> points.computeIfAbsent(labels, l -> new TreeMap<>()).putAll(row));
        annotations.addAll(texts(outcome));
      } catch (QueryException e) {
        failed.add(time);
      }
    }
    return new Steps(new Answer(points, annotations), failed);
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

  private Optional<String> difference(Case c) {
    Optional<Answer> range = range(c);
    Steps steps = steps(c);
    if (range.isEmpty()) {
      String failure = failure(c);
      return steps.failed.isEmpty() && !isOfSeveralSteps(c, failure) ? Optional.of("the range fails, no step does: " + failure) : Optional.empty();
    }
    if (!steps.failed.isEmpty()) {
      return Optional.of("the range is answered, but these steps fail: " + steps.failed);
    }
    if (!range.get().annotations().equals(steps.answer.annotations())) {
      return Optional.of("annotations\n   range " + range.get().annotations() + "\n   steps " + steps.answer.annotations());
    }
    boolean same = range.get().hasPointsOf(steps.answer) && range.get().populated().equals(steps.answer.populated());
    return same ? Optional.empty() : Optional.of("values\n   range " + range.get().points() + "\n   steps " + steps.answer.points());
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
