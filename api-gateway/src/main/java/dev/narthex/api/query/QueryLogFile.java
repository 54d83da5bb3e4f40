package dev.narthex.api.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.narthex.metrics.Counter;
import dev.narthex.metrics.Gauge;
import dev.narthex.metrics.MetricsRegistry;
import dev.narthex.promql.query.LoggedQuery;
import dev.narthex.promql.query.QueryLog;
import dev.narthex.promql.query.QueryOrigin;
import dev.narthex.promql.query.QueryStatistics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Prometheus' query log: a line of JSON a query with {@code params}, {@code stats}, {@code ts} and who asked ({@code httpRequest} or
 * {@code ruleGroup}). The file is opened anew whenever the configuration was loaded again, so that it may be moved away before. What
 * cannot be written is counted and lost. Thread-safe.
 */
public final class QueryLogFile implements QueryLog {
  private static final JsonFactory JSON = new JsonFactory();
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final long MILLIS_OF_A_SECOND = 1_000;

  private final Supplier<Target> targets;
  private final InstantSource clock;
  private final Gauge enabled;
  private final Counter failures;
  private @Nullable Target open;
  private @Nullable FileChannel channel;

  /**
   * Where to write.
   *
   * @param file absent when queries are not logged
   * @param configuration the version that says so: another object is another load
   */
  public record Target(Optional<Path> file, Object configuration) {}

  /** @param targets asked before each line */
  public QueryLogFile(Supplier<Target> targets, MetricsRegistry registry, InstantSource clock) {
    this.targets = targets;
    this.clock = clock;
    this.enabled = registry.gauge("prometheus_engine_query_log_enabled", "State of the query log.");
    this.failures = registry.counter("prometheus_engine_query_log_failures_total", "The number of query log failures.");
    enabled.set(targets.get().file().isPresent() ? 1 : 0);
  }

  @Override
  public synchronized void write(LoggedQuery query) {
    try {
      FileChannel current = current();
      if (current != null) {
        ByteBuffer line = ByteBuffer.wrap(line(query));
        while (line.hasRemaining()) {
          current.write(line);
        }
      }
    } catch (IOException | RuntimeException e) {
      failures.increment();
    }
  }

  private @Nullable FileChannel current() throws IOException {
    Target target = targets.get();
    Target known = open;
    if (known == null || known.configuration() != target.configuration()) {
      open = target;
      enabled.set(target.file().isPresent() ? 1 : 0);
      FileChannel old = channel;
      channel = null;
      if (old != null) {
        old.close();
      }
    }
    if (channel == null && target.file().isPresent()) {
      channel = FileChannel.open(target.file().get(), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }
    return channel;
  }

  private byte[] line(LoggedQuery query) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      if (query.error().isPresent()) {
        json.writeStringField("error", query.error().get());
      }
      origin(json, query.origin());
      json.writeObjectFieldStart("params");
      json.writeStringField("end", time(query.end()));
      json.writeStringField("query", query.query());
      json.writeStringField("start", time(query.start()));
      json.writeNumberField("step", query.step() / MILLIS_OF_A_SECOND);
      json.writeEndObject();
      if (query.statistics().isPresent()) {
        statistics(json, query.statistics().get());
      }
      json.writeStringField("ts", TIME.format(clock.instant()));
      json.writeEndObject();
    }
    out.write('\n');
    return out.toByteArray();
  }

  private static void origin(JsonGenerator json, QueryOrigin origin) throws IOException {
    switch (origin) {
      case QueryOrigin.Http http -> {
        json.writeObjectFieldStart("httpRequest");
        json.writeStringField("clientIP", http.clientIp());
        json.writeStringField("method", http.method());
        json.writeStringField("path", http.path());
        json.writeEndObject();
      }
      case QueryOrigin.Rules rules -> {
        json.writeObjectFieldStart("ruleGroup");
        json.writeStringField("file", rules.file());
        json.writeStringField("name", rules.group());
        json.writeEndObject();
      }
      case QueryOrigin.Unknown _ -> {}
    }
  }

  private static void statistics(JsonGenerator json, QueryStatistics statistics) throws IOException {
    json.writeObjectFieldStart("stats");
    StatisticsText.timings(json, statistics);
    json.writeObjectFieldStart("samples");
    StatisticsText.samples(json, statistics);
    json.writeEndObject();
    json.writeEndObject();
  }

  private static String time(long millis) {
    return TIME.format(Instant.ofEpochMilli(millis));
  }
}
