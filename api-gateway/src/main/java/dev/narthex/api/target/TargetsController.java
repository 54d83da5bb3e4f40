package dev.narthex.api.target;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.narthex.api.Tenant;
import dev.narthex.api.answer.Answer;
import dev.narthex.api.answer.JsonData;
import dev.narthex.api.answer.JsonOutput;
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
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code /api/v1/targets} and {@code /api/v1/scrape_pools}. */
@Controller("/api/v1")
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class TargetsController {
  /** What Go prints for a time that never was. */
  private static final String NEVER = "0001-01-01T00:00:00Z";

  private final TargetsView targets;

  TargetsController(TargetsView targets) {
    this.targets = targets;
  }

  @Get("/targets")
  HttpResponse<?> targets(HttpRequest<?> request) {
    Parameters parameters = Parameters.of(request);
    Tenant tenant = parameters.tenant();
    String state = parameters.text("state").toLowerCase(Locale.ROOT);
    Optional<String> pool = parameters.optional("scrapePool");
    boolean all = state.isEmpty() || state.equals("any");
    List<ActiveTarget> active = all || state.equals("active") ? targets.active(tenant) : List.of();
    boolean showDropped = all || state.equals("dropped");
    List<DroppedTarget> dropped = showDropped ? targets.dropped(tenant) : List.of();
    Map<String, Integer> counts = showDropped ? targets.droppedCounts(tenant) : Map.of();
    return Answer.success(
        JsonData.of(
            out -> {
              JsonGenerator json = out.generator();
              json.writeStartObject();
              json.writeArrayFieldStart("activeTargets");
              for (ActiveTarget target : active) {
                if (pool.isEmpty() || pool.get().equals(target.scrapePool())) {
                  write(out, target);
                }
              }
              json.writeEndArray();
              json.writeArrayFieldStart("droppedTargets");
              for (DroppedTarget target : dropped) {
                if (pool.isEmpty() || pool.get().equals(target.scrapePool())) {
                  write(out, target);
                }
              }
              json.writeEndArray();
              json.writeFieldName("droppedTargetCounts");
              if (showDropped) {
                writeCounts(json, counts);
              } else {
                json.writeNull();
              }
              json.writeEndObject();
            }));
  }

  @Get("/scrape_pools")
  HttpResponse<?> pools(HttpRequest<?> request) {
    List<String> pools = targets.scrapePools(Parameters.of(request).tenant());
    return Answer.success(
        JsonData.of(
            out -> {
              out.generator().writeStartObject();
              out.generator().writeFieldName("scrapePools");
              out.strings(pools);
              out.generator().writeEndObject();
            }));
  }

  private static void write(JsonOutput out, ActiveTarget target) throws IOException {
    JsonGenerator json = out.generator();
    json.writeStartObject();
    json.writeFieldName("discoveredLabels");
    out.labels(target.discovered());
    json.writeFieldName("labels");
    out.labels(target.labels());
    json.writeStringField("scrapePool", target.scrapePool());
    json.writeStringField("scrapeUrl", target.url());
    json.writeStringField("globalUrl", target.globalUrl());
    json.writeStringField("lastError", target.last().map(ActiveTarget.LastScrape::error).orElse(""));
    json.writeStringField("lastScrape", target.last().map(s -> DateTimeFormatter.ISO_INSTANT.format(s.at())).orElse(NEVER));
    json.writeNumberField("lastScrapeDuration", target.last().map(s -> s.took().toNanos() / 1e9).orElse(0.0));
    json.writeStringField("health", target.health());
    json.writeStringField("scrapeInterval", target.interval());
    json.writeStringField("scrapeTimeout", target.timeout());
    json.writeEndObject();
  }

  private static void write(JsonOutput out, DroppedTarget target) throws IOException {
    out.generator().writeStartObject();
    out.generator().writeFieldName("discoveredLabels");
    out.labels(target.discovered());
    out.generator().writeStringField("scrapePool", target.scrapePool());
    out.generator().writeEndObject();
  }

  private static void writeCounts(JsonGenerator json, Map<String, Integer> counts) throws IOException {
    json.writeStartObject();
    for (Map.Entry<String, Integer> count : counts.entrySet()) {
      json.writeNumberField(count.getKey(), count.getValue());
    }
    json.writeEndObject();
  }
}
