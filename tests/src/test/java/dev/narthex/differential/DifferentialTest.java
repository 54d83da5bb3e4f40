package dev.narthex.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.differential.ReferenceEvaluator.ReferenceError;
import dev.narthex.differential.ReferenceValue.Sample;
import dev.narthex.model.Labels;
import dev.narthex.promql.ast.Expr;
import dev.narthex.promql.engine.QueryEngine;
import dev.narthex.promql.parse.ParserOptions;
import dev.narthex.promql.parse.PromqlParser;
import dev.narthex.promql.query.QueryException;
import dev.narthex.promql.query.QueryOptions;
import dev.narthex.promql.query.QueryResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Random expressions over random data, as instant and as range queries, by the engine and by {@link ReferenceEvaluator}.
 *
 * <p>System properties: {@code narthex.differential.expressions} (default 1,500) and {@code narthex.differential.seed} (default fixed,
 * so that a build is the same each time; {@code random} for a fresh one, which is printed).
 */
class DifferentialTest {
  private static final long LOOKBACK = 300_000;
  private static final long SUBQUERY_STEP = 60_000;
  private static final double TOLERANCE = 1e-9;

  private final QueryEngine engine = new QueryEngine(() -> Instant.EPOCH);
  private final PromqlParser parser = new PromqlParser(ParserOptions.DEFAULTS);

  /** A query with the times at which it is asked. */
  private record Case(String query, ReferenceData data, long start, long end, long step) {
    boolean isInstant() {
      return step == 0;
    }
  }

  @Test
  void engineAgreesWithTheReference() {
    String given = System.getProperty("narthex.differential.seed", "20261124");
    long seed = given.equals("random") ? System.nanoTime() : Long.parseLong(given);
    int count = Integer.getInteger("narthex.differential.expressions", 1500);
    Random random = new Random(seed);
    System.out.println("differential: " + count + " expressions, seed " + seed);
    ReferenceData data = new DataGenerator(random).generate();
    ExpressionGenerator expressions = new ExpressionGenerator(random);
    List<String> disagreements = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (i % 50 == 49) {
        data = new DataGenerator(random).generate();
      }
      Case asked = asked(expressions.generate(), data, random);
      Optional<String> difference = difference(asked);
      if (difference.isPresent()) {
        Case small = shrunk(asked);
        disagreements.add(describe(small, difference(small).orElse(difference.get())));
      }
    }
    assertThat(disagreements).as("seed %d: first of %d disagreements", seed, disagreements.size()).isEmpty();
  }

  private static Case asked(String query, ReferenceData data, Random random) {
    long start = 60_000L * (5 + random.nextInt(20)) + (random.nextBoolean() ? 0 : random.nextInt(60_000));
    return random.nextBoolean()
        ? new Case(query, data, start, start, 0)
        : new Case(query, data, start, start + 60_000L * random.nextInt(6), List.of(7_000L, 15_000L, 60_000L).get(random.nextInt(3)));
  }

  private Optional<String> difference(Case c) {
    Expr expr = parser.parse(c.query());
    Map<Labels, TreeMap<Long, Double>> wanted;
    try {
      wanted = reference(expr, c);
    } catch (ReferenceError e) {
      return fails(c) ? Optional.empty() : Optional.of("the reference says: " + e.getMessage() + "; the engine answers");
    }
    Map<Labels, TreeMap<Long, Double>> got;
    try {
      got = answer(c);
    } catch (QueryException e) {
      return Optional.of("the engine says: " + e.getMessage() + "; the reference answers " + wanted);
    }
    return equal(wanted, got) ? Optional.empty() : Optional.of("wanted " + wanted + "\n   got " + got);
  }

  private boolean fails(Case c) {
    try {
      answer(c);
      return false;
    } catch (QueryException e) {
      return e.kind() == QueryException.Kind.EXECUTION;
    }
  }

  private static Map<Labels, TreeMap<Long, Double>> reference(Expr expr, Case c) {
    ReferenceEvaluator evaluator = new ReferenceEvaluator(c.data(), c.start(), c.end(), LOOKBACK, SUBQUERY_STEP);
    Map<Labels, TreeMap<Long, Double>> out = new TreeMap<>();
    for (long t = c.start(); t <= c.end(); t += Math.max(1, c.step())) {
      List<Sample> samples =
          switch (evaluator.evaluate(expr, t)) {
            case ReferenceValue.Scalar s -> List.of(new Sample(Labels.empty(), s.value()));
            case ReferenceValue.Vector v -> v.samples();
            case ReferenceValue.Text s -> throw new UnsupportedOperationException("string");
          };
      for (Sample s : samples) {
        out.computeIfAbsent(s.labels(), l -> new TreeMap<>()).put(t, s.value());
      }
    }
    return out;
  }

  private Map<Labels, TreeMap<Long, Double>> answer(Case c) {
    QueryOptions options = QueryOptions.defaults();
    QueryResult result =
        c.isInstant()
            ? engine.instant(c.data().source(), c.query(), c.start(), options).result()
            : engine.range(c.data().source(), c.query(), c.start(), c.end(), c.step(), options).result();
    Map<Labels, TreeMap<Long, Double>> out = new TreeMap<>();
    switch (result) {
      case QueryResult.Scalar s -> out.computeIfAbsent(Labels.empty(), l -> new TreeMap<>()).put(c.start(), s.value());
      case QueryResult.Text s -> throw new UnsupportedOperationException("string");
      case QueryResult.Vector v -> v.samples().forEach(s -> out.computeIfAbsent(s.labels(), l -> new TreeMap<>()).put(s.timestamp(), s.value()));
      case QueryResult.Matrix m -> {
        for (QueryResult.Series s : m.series()) {
          for (int i = 0; i < s.floats().length; i++) {
            out.computeIfAbsent(s.labels(), l -> new TreeMap<>()).put(s.floatTimes()[i], s.floats()[i]);
          }
        }
      }
    }
    return out;
  }

  private static boolean equal(Map<Labels, TreeMap<Long, Double>> a, Map<Labels, TreeMap<Long, Double>> b) {
    if (!a.keySet().equals(b.keySet())) {
      return false;
    }
    for (Map.Entry<Labels, TreeMap<Long, Double>> e : a.entrySet()) {
      TreeMap<Long, Double> other = b.get(e.getKey());
      if (!e.getValue().keySet().equals(other.keySet())) {
        return false;
      }
      for (Map.Entry<Long, Double> point : e.getValue().entrySet()) {
        if (!close(point.getValue(), other.get(point.getKey()))) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean close(double a, double b) {
    return Double.compare(a, b) == 0 || a == b || Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.max(Math.abs(a), Math.abs(b)));
  }

  /** Fewer series and one step, as long as the disagreement stays. */
  private Case shrunk(Case c) {
    Case small = c;
    for (int i = small.data().series().size() - 1; i >= 0; i--) {
      Case smaller = new Case(small.query(), small.data().without(i), small.start(), small.end(), small.step());
      if (difference(smaller).isPresent()) {
        small = smaller;
      }
    }
    return small;
  }

  private static String describe(Case c, String difference) {
    StringBuilder out = new StringBuilder("\n").append(c.query()).append("\n   at ").append(c.start()).append("..").append(c.end()).append(" step ").append(c.step()).append('\n');
    for (ReferenceData.Series s : c.data().series()) {
      out.append("   ").append(s.labels()).append(' ').append(s.points().size() > 12 ? s.points().subList(0, 12) + "…" : s.points()).append('\n');
    }
    return out.append("   ").append(difference).append('\n').toString();
  }
}
