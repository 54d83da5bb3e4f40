package dev.narthex.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.model.Labels;
import dev.narthex.promql.query.Annotation;
import dev.narthex.promql.query.QueryException;
import dev.narthex.promql.query.QueryFeature;
import dev.narthex.promql.query.QueryOptions;
import dev.narthex.promql.query.QueryOutcome;
import dev.narthex.promql.query.QueryResult;
import dev.narthex.promql.source.MemorySeriesSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class QueryEngineTest {
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);
  private static final long MINUTE = 60_000;

  private final MemorySeriesSource source = new MemorySeriesSource();
  private final QueryEngine engine = new QueryEngine(CLOCK);

  @BeforeEach
  void load() {
    for (int instance = 0; instance < 200; instance++) {
      Labels labels = Labels.of("__name__", "requests_total", "instance", "i" + instance, "job", instance % 2 == 0 ? "even" : "odd");
      for (int i = 0; i <= 60; i++) {
        source.add(labels, i * MINUTE, i * 6.0 * (instance + 1));
      }
    }
  }

  private QueryOutcome instant(String query) {
    return engine.instant(source, query, 30 * MINUTE, QueryOptions.defaults());
  }

  @Test
  void instantVectorIsOrderedByLabels() {
    assertThat(instant("requests_total{instance=~'i[12]'}").result()).isInstanceOfSatisfying(QueryResult.Vector.class, vector ->
        assertThat(vector.samples()).extracting(s -> s.labels().get("instance"), QueryResult.Sample::value)
            .containsExactly(org.assertj.core.groups.Tuple.tuple("i1", 360.0), org.assertj.core.groups.Tuple.tuple("i2", 540.0)));
  }

  @Test
  void aggregatesRates() {
    QueryOutcome outcome = engine.range(source, "sum by (job) (rate(requests_total[5m]))", 10 * MINUTE, 20 * MINUTE, MINUTE, QueryOptions.defaults());
    assertThat(outcome.result()).isInstanceOfSatisfying(QueryResult.Matrix.class, matrix -> {
      assertThat(matrix.series()).extracting(s -> s.labels().toString()).containsExactly("{job=\"even\"}", "{job=\"odd\"}");
      assertThat(matrix.series().get(0).floats()).hasSize(11).containsOnly(1000.0);
      assertThat(matrix.series().get(1).floats()).containsOnly(1010.0);
    });
    assertThat(outcome.statistics().series()).isEqualTo(200);
  }

  @Test
  void withTypeLabelsACounterIsWhatTheySay() {
    QueryOptions typed = QueryOptions.defaults().withFeatures(EnumSet.of(QueryFeature.TYPE_AND_UNIT_LABELS));
    assertThat(engine.instant(source, "rate(requests_total{instance='i1'}[5m])", 30 * MINUTE, typed).annotations().all()).extracting(Annotation::text)
        .containsExactly("PromQL info: metric might not be a counter, __type__ label is not set to \"counter\" or \"histogram\", got \"\": \"requests_total\" (1:6)");
    source.add(Labels.of("__name__", "loads", "__type__", "counter"), 29 * MINUTE, 1);
    source.add(Labels.of("__name__", "loads", "__type__", "counter"), 30 * MINUTE, 2);
    assertThat(engine.instant(source, "rate(loads[5m])", 30 * MINUTE, typed).annotations().all()).isEmpty();
  }

  @Test
  void longChainsOfOperatorsAreAnswered() {
    for (String query : new String[] {"sum(requests_total{job='odd'}" + " or requests_total".repeat(3_000) + ") > bool 0", "vector(1" + " * 1".repeat(5_000) + ")"}) {
      assertThat(instant(query).result()).isInstanceOfSatisfying(QueryResult.Vector.class, vector ->
          assertThat(vector.samples()).extracting(QueryResult.Sample::value).containsExactly(1.0));
    }
    QueryOptions explained = QueryOptions.defaults().withExplanation(QueryOptions.Explanation.PLAN);
    assertThatThrownBy(() -> engine.instant(source, "1" + " + 1".repeat(5_000), 0, explained)).hasMessageContaining("is not explained");
  }

  @Test
  void threadsDoNotChangeBytes() throws Exception {
    String query = "avg by (job) (rate(requests_total[7m30s]) * 1.1)";
    try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
      QueryOutcome one = engine.range(source, query, 0, 60 * MINUTE, 13_000, QueryOptions.defaults());
      QueryOutcome two = new QueryEngine(CLOCK, executor, 2).range(source, query, 0, 60 * MINUTE, 13_000, QueryOptions.defaults());
      QueryResult.Matrix first = (QueryResult.Matrix) one.result();
      QueryResult.Matrix second = (QueryResult.Matrix) two.result();
      for (int i = 0; i < first.series().size(); i++) {
        assertThat(second.series().get(i).floats()).isEqualTo(first.series().get(i).floats());
      }
    }
  }

  @Test
  void scalarsAndStrings() {
    assertThat(instant("1 + 2 * 3").result()).isEqualTo(new QueryResult.Scalar(30 * MINUTE, 7));
    assertThat(instant("'x'").result()).isEqualTo(new QueryResult.Text(30 * MINUTE, "x"));
    assertThat(instant("scalar(sum(requests_total{instance='i0'}))").result()).isEqualTo(new QueryResult.Scalar(30 * MINUTE, 180));
  }

  @Test
  void rangeVectorsComeAsTheyAre() {
    assertThat(instant("requests_total{instance='i0'}[2m]").result()).isInstanceOfSatisfying(QueryResult.Matrix.class, matrix -> {
      assertThat(matrix.series().getFirst().floatTimes()).containsExactly(29 * MINUTE, 30 * MINUTE);
      assertThat(matrix.series().getFirst().floats()).containsExactly(174, 180);
    });
  }

  @Test
  void refusesWhatIsNoQuery() {
    assertThatThrownBy(() -> instant("sum(")).isInstanceOfSatisfying(QueryException.class, e ->
        assertThat(e.kind()).isEqualTo(QueryException.Kind.BAD_DATA));
    assertThatThrownBy(() -> engine.range(source, "requests_total[5m]", 0, 1, 1, QueryOptions.defaults()))
        .hasMessage("invalid expression type \"range vector\" for range query, must be Scalar or instant Vector");
  }

  @Test
  void endsAtTheSampleLimit() {
    assertThatThrownBy(() -> engine.range(source, "requests_total", 0, 60 * MINUTE, MINUTE, QueryOptions.defaults().withMaxSamples(1000)))
        .isInstanceOfSatisfying(QueryException.class, e -> assertThat(e.kind()).isEqualTo(QueryException.Kind.EXECUTION))
        .hasMessage("query processing would load too many samples into memory in query execution");
  }

  @Test
  void endsWhenNobodyWaits() {
    assertThatThrownBy(() -> engine.instant(source, "requests_total", 0, QueryOptions.defaults().withCancellation(() -> true)))
        .isInstanceOfSatisfying(QueryException.class, e -> assertThat(e.kind()).isEqualTo(QueryException.Kind.CANCELED));
  }

  @Test
  void endsAtTheTimeout() {
    InstantSource slow = new InstantSource() {
      private long seconds;

      @Override
      public Instant instant() {
        return Instant.ofEpochSecond(seconds++);
      }
    };
    assertThatThrownBy(() -> new QueryEngine(slow).instant(source, "requests_total", 0, QueryOptions.defaults().withTimeout(Duration.ofMillis(1))))
        .isInstanceOfSatisfying(QueryException.class, e -> assertThat(e.kind()).isEqualTo(QueryException.Kind.TIMEOUT));
  }

  @Test
  void countsSamples() {
    QueryOptions options = QueryOptions.defaults().withFeatures(java.util.Set.of(dev.narthex.promql.query.QueryFeature.PER_STEP_STATS));
    QueryOutcome instants = engine.range(source, "requests_total{instance='i1'}", 10 * MINUTE, 12 * MINUTE, MINUTE, options);
    assertThat(instants.statistics().totalSamples()).isEqualTo(3);
    assertThat(instants.statistics().totalSamplesPerStep()).containsExactly(1, 1, 1);
    QueryOutcome ranges = engine.range(source, "rate(requests_total{instance='i1'}[5m])", 10 * MINUTE, 12 * MINUTE, MINUTE, options);
    assertThat(ranges.statistics().totalSamples()).isEqualTo(15);
    assertThat(ranges.statistics().totalSamplesPerStep()).containsExactly(5, 5, 5);
    assertThat(ranges.statistics().samplesRead()).isEqualTo(7);
  }

  @Test
  void endsAtTheByteLimitUnlessItAggregates() {
    QueryOptions small = QueryOptions.defaults().withMaxBytes(20_000);
    assertThatThrownBy(() -> engine.instant(source, "requests_total", 30 * MINUTE, small))
        .isInstanceOfSatisfying(QueryException.class, e -> assertThat(e.kind()).isEqualTo(QueryException.Kind.EXECUTION))
        .hasMessageStartingWith("query would hold more than 20000 bytes in memory");
    assertThat(engine.instant(source, "count(requests_total)", 30 * MINUTE, small).result()).isInstanceOf(QueryResult.Vector.class);
  }

  @Test
  void refusesMoreStepsThanAnyBudgetHolds() {
    assertThatThrownBy(() -> instant("sum_over_time(vector(1)[100000d:1ms])"))
        .isInstanceOfSatisfying(QueryException.class, e -> assertThat(e.kind()).isEqualTo(QueryException.Kind.EXECUTION));
  }
}
