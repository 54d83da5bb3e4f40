package dev.narthex.api.status;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.narthex.api.answer.Answer;
import dev.narthex.api.answer.ApiException;
import dev.narthex.api.answer.JsonData;
import dev.narthex.api.request.LimitParameter;
import dev.narthex.api.request.Parameters;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/** {@code /api/v1/status/*} and {@code /api/v1/features}. */
@Controller("/api/v1")
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class StatusController {
  private static final int DEFAULT_ENTRIES = 10;
  private static final int MAX_ENTRIES = 10_000;

  private final StatusView status;
  private final InstantSource clock;

  StatusController(StatusView status, InstantSource clock) {
    this.status = status;
    this.clock = clock;
  }

  @Get("/status/config")
  HttpResponse<?> config(HttpRequest<?> request) {
    String yaml = status.configYaml(Parameters.of(request).tenant());
    return Answer.success(JsonData.of(out -> out.stringMap(Map.of("yaml", yaml))));
  }

  @Get("/status/flags")
  HttpResponse<?> flags() {
    return Answer.success(JsonData.of(out -> out.stringMap(status.flags())));
  }

  /** Fields that only mean something in Go are answered with what comes nearest, because clients expect their presence. */
  @Get("/status/runtimeinfo")
  HttpResponse<?> runtime() {
    RuntimeInfo info = status.runtime();
    return Answer.success(
        JsonData.of(
            out -> {
              JsonGenerator json = out.generator();
              json.writeStartObject();
              json.writeStringField("startTime", DateTimeFormatter.ISO_INSTANT.format(info.started()));
              json.writeStringField("CWD", info.workingFolder());
              json.writeStringField("hostname", info.hostname());
              json.writeStringField("serverTime", DateTimeFormatter.ISO_INSTANT.format(clock.instant()));
              json.writeBooleanField("reloadConfigSuccess", info.config().succeeded());
              json.writeStringField("lastConfigTime", DateTimeFormatter.ISO_INSTANT.format(info.config().at()));
              json.writeNumberField("corruptionCount", info.corruptions());
              json.writeNumberField("goroutineCount", Thread.activeCount());
              json.writeNumberField("GOMAXPROCS", Runtime.getRuntime().availableProcessors());
              json.writeNumberField("GOMEMLIMIT", Runtime.getRuntime().maxMemory());
              json.writeStringField("GOGC", "");
              json.writeStringField("GODEBUG", "");
              json.writeStringField("storageRetention", info.retention());
              json.writeEndObject();
            }));
  }

  @Get("/status/buildinfo")
  HttpResponse<?> build() {
    BuildInfo info = status.build();
    return Answer.success(
        JsonData.of(
            out -> {
              JsonGenerator json = out.generator();
              json.writeStartObject();
              json.writeStringField("version", BuildInfo.PROMETHEUS_VERSION);
              json.writeStringField("revision", info.revision());
              json.writeStringField("branch", info.branch());
              json.writeStringField("buildUser", "");
              json.writeStringField("buildDate", info.date());
              json.writeStringField("goVersion", "");
              json.writeStringField("narthexVersion", info.version());
              json.writeStringField("javaVersion", Runtime.version().toString());
              json.writeEndObject();
            }));
  }

  @Get("/status/tsdb")
  HttpResponse<?> storage(HttpRequest<?> request) {
    Parameters parameters = Parameters.of(request);
    int limit = DEFAULT_ENTRIES;
    if (parameters.optional("limit").isPresent()) {
      limit = LimitParameter.count(parameters, "limit");
      if (limit < 1) {
        throw ApiException.badData("limit must be a positive number");
      }
      if (limit > MAX_ENTRIES) {
        throw ApiException.badData("limit must not exceed " + MAX_ENTRIES);
      }
    }
    StorageStatistics statistics = status.storage(parameters.tenant(), limit);
    return Answer.success(JsonData.of(out -> write(out.generator(), statistics)));
  }

  /** Narthex has no write-ahead log to replay: always finished. */
  @Get("/status/walreplay")
  HttpResponse<?> replay() {
    return Answer.success(
        JsonData.of(
            out -> {
              JsonGenerator json = out.generator();
              json.writeStartObject();
              json.writeNumberField("min", 0);
              json.writeNumberField("max", 0);
              json.writeNumberField("current", 0);
              json.writeEndObject();
            }));
  }

  @Get("/features")
  HttpResponse<?> features() {
    Map<String, Map<String, Boolean>> features = status.features();
    return Answer.success(
        JsonData.of(
            out -> {
              JsonGenerator json = out.generator();
              json.writeStartObject();
              for (Map.Entry<String, Map<String, Boolean>> category : features.entrySet()) {
                json.writeObjectFieldStart(category.getKey());
                for (Map.Entry<String, Boolean> feature : category.getValue().entrySet()) {
                  json.writeBooleanField(feature.getKey(), feature.getValue());
                }
                json.writeEndObject();
              }
              json.writeEndObject();
            }));
  }

  private static void write(JsonGenerator json, StorageStatistics s) throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("headStats");
    json.writeNumberField("numSeries", s.series());
    json.writeNumberField("numLabelPairs", s.labelPairs());
    json.writeNumberField("chunkCount", s.chunks());
    json.writeNumberField("minTime", s.minTime());
    json.writeNumberField("maxTime", s.maxTime());
    json.writeEndObject();
    counts(json, "seriesCountByMetricName", s.seriesByMetric());
    counts(json, "labelValueCountByLabelName", s.valuesByLabel());
    counts(json, "memoryInBytesByLabelName", s.bytesByLabel());
    counts(json, "seriesCountByLabelValuePair", s.seriesByPair());
    json.writeEndObject();
  }

  private static void counts(JsonGenerator json, String name, List<StorageStatistics.Count> counts) throws IOException {
    json.writeArrayFieldStart(name);
    for (StorageStatistics.Count count : counts) {
      json.writeStartObject();
      json.writeStringField("name", count.name());
      json.writeNumberField("value", count.value());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
