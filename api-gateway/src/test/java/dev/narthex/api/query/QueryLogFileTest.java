package dev.narthex.api.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.metrics.MetricsRegistry;
import dev.narthex.model.Labels;
import dev.narthex.promql.engine.QueryEngine;
import dev.narthex.promql.query.QueryException;
import dev.narthex.promql.query.QueryOptions;
import dev.narthex.promql.query.QueryOrigin;
import dev.narthex.promql.source.MemorySeriesSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryLogFileTest {
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-24T12:00:00.250Z"));

  @TempDir Path folder;

  private final MemorySeriesSource source = new MemorySeriesSource();
  private final MetricsRegistry registry = new MetricsRegistry();
  private final QueryEngine engine = new QueryEngine(CLOCK);
  private QueryLogFile.Target target = new QueryLogFile.Target(Optional.empty(), "none");

  @BeforeEach
  void load() {
    source.add(Labels.of("__name__", "a"), 60_000, 1);
  }

  private QueryOptions logged() {
    return QueryOptions.defaults().withLog(new QueryLogFile(() -> target, registry, CLOCK));
  }

  private Path file(String name, Object configuration) {
    Path file = folder.resolve(name);
    target = new QueryLogFile.Target(Optional.of(file), configuration);
    return file;
  }

  @Test
  void writesALineForEachQuery() throws IOException {
    Path file = file("query.log", 1);
    QueryOptions options = logged();
    engine.range(source, "a + 1", 60_000, 120_000, 15_000, options.withOrigin(new QueryOrigin.Http("127.0.0.1", "GET", "/api/v1/query_range")));
    engine.instant(source, "a", 60_000, options.withOrigin(new QueryOrigin.Rules("r.yml", "g")));
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0))
        .startsWith("{\"httpRequest\":{\"clientIP\":\"127.0.0.1\",\"method\":\"GET\",\"path\":\"/api/v1/query_range\"},"
            + "\"params\":{\"end\":\"1970-01-01T00:02:00.000Z\",\"query\":\"a + 1\",\"start\":\"1970-01-01T00:01:00.000Z\",\"step\":15},"
            + "\"stats\":{\"timings\":{\"evalTotalTime\":")
        .contains("\"samples\":{\"totalQueryableSamples\":5,")
        .endsWith("\"ts\":\"2026-11-24T12:00:00.250Z\"}");
    assertThat(lines.get(1)).startsWith("{\"ruleGroup\":{\"file\":\"r.yml\",\"name\":\"g\"},\"params\":{\"end\":\"1970-01-01T00:01:00.000Z\"").contains("\"step\":0");
  }

  @Test
  void aFailedQueryIsLoggedWithItsError() throws IOException {
    Path file = file("query.log", 1);
    assertThat(org.assertj.core.api.Assertions.catchThrowable(
        () -> engine.instant(source, "label_join(a, '', '')", 60_000, logged()))).isInstanceOf(QueryException.class);
    assertThat(Files.readString(file)).startsWith("{\"error\":\"invalid destination label name in label_join(): \",\"params\":");
  }

  @Test
  void opensTheFileAnewAfterAReload() throws IOException {
    Path file = file("query.log", new Object());
    QueryOptions options = logged();
    engine.instant(source, "a", 60_000, options);
    Files.move(file, folder.resolve("old.log"));
    engine.instant(source, "a", 60_000, options);
    assertThat(file).doesNotExist();
    file("query.log", new Object());
    engine.instant(source, "a", 60_000, options);
    assertThat(Files.readAllLines(folder.resolve("old.log"))).hasSize(2);
    assertThat(Files.readAllLines(file)).hasSize(1);
    target = new QueryLogFile.Target(Optional.empty(), new Object());
    engine.instant(source, "a", 60_000, options);
    assertThat(Files.readAllLines(file)).hasSize(1);
  }

  @Test
  void aLogThatCannotBeWrittenFailsNoQuery() {
    file("missing/query.log", 1);
    assertThat(engine.instant(source, "a", 60_000, logged()).result().seriesCount()).isEqualTo(1);
  }
}
