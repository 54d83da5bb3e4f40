package dev.narthex.api.alertmanager;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.narthex.alert.history.HistoryEntry;
import dev.narthex.alert.history.HistoryQuery;
import dev.narthex.api.answer.JsonOutput;
import dev.narthex.api.request.LimitParameter;
import dev.narthex.api.request.Parameters;
import dev.narthex.api.request.TimeParameter;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

/**
 * {@code /api/v2/narthex/history}: who was told what, when, why, and what the other side answered. Alertmanager has no such thing, so it
 * stands under a path of our own. Times as in Prometheus' API; newest first; {@code limit} 0 means the most, {@value #MOST}.
 */
@Controller("/api/v2/narthex/history")
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class HistoryController {
  private static final int MOST = 10_000;
  private static final int USUAL = 100;
  private static final Duration USUAL_RANGE = Duration.ofDays(1);

  private final AlertRouter router;
  private final InstantSource clock;

  HistoryController(AlertRouter router, InstantSource clock) {
    this.router = router;
    this.clock = clock;
  }

  @Get
  HttpResponse<?> get(HttpRequest<?> request) {
    return RouterAnswer.of(() -> list(Parameters.of(request)));
  }

  private MutableHttpResponse<?> list(Parameters parameters) {
    Instant now = clock.instant();
    Instant to = Instant.ofEpochMilli(TimeParameter.optional(parameters, "end", now.toEpochMilli() + 1));
    Instant from = Instant.ofEpochMilli(TimeParameter.optional(parameters, "start", to.minus(USUAL_RANGE).toEpochMilli()));
    int asked = parameters.optional("limit").isEmpty() ? USUAL : LimitParameter.limit(parameters);
    int limit = asked == 0 ? MOST : Math.min(asked, MOST);
    List<HistoryEntry> entries =
        router.history(parameters.tenant(), new HistoryQuery(from, to, parameters.optional("receiver"), AlertFilter.matchers(parameters, "filter"), limit));
    return RouterAnswer.json(
        out -> {
          out.generator().writeStartArray();
          for (HistoryEntry entry : entries) {
            write(out, entry);
          }
          out.generator().writeEndArray();
        });
  }

  private static void write(JsonOutput out, HistoryEntry entry) throws IOException {
    JsonGenerator json = out.generator();
    json.writeStartObject();
    json.writeStringField("at", RouterAnswer.time(entry.at()));
    json.writeStringField("receiver", entry.receiver());
    json.writeStringField("integration", entry.integration());
    json.writeStringField("identity", entry.identity());
    json.writeStringField("outcome", word(entry.outcome()));
    json.writeStringField("reason", word(entry.reason()));
    json.writeNumberField("attempt", entry.attempt());
    json.writeBooleanField("mayRepeat", entry.certainty() == HistoryEntry.Certainty.MAY_REPEAT);
    json.writeStringField("answer", entry.answer());
    json.writeStringField("flushedAt", RouterAnswer.time(entry.flushedAt()));
    json.writeStringField("groupKey", entry.groupKey());
    json.writeFieldName("groupLabels");
    out.labels(entry.groupLabels());
    json.writeNumberField("firing", entry.firing());
    json.writeNumberField("resolved", entry.resolved());
    json.writeArrayFieldStart("alerts");
    for (HistoryEntry.Told told : entry.alerts()) {
      json.writeStartObject();
      json.writeFieldName("labels");
      out.labels(told.labels());
      json.writeStringField("status", word(told.status()));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** {@code NEW_ALERTS_ADDED} as {@code new alerts added}. */
  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
