package dev.narthex.api.alertmanager;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.narthex.api.Tenant;
import dev.narthex.api.request.Parameters;
import dev.narthex.api.status.BuildInfo;
import dev.narthex.api.status.StatusView;
import dev.narthex.model.LabelMatcher;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Locale;

/** {@code /api/v2/status} and {@code /api/v2/receivers}. Where state is shared there is no cluster: it is {@code disabled}. */
@Controller("/api/v2")
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class RouterStatusController {
  private final AlertRouter router;
  private final StatusView status;

  RouterStatusController(AlertRouter router, StatusView status) {
    this.router = router;
    this.status = status;
  }

  @Get("/status")
  HttpResponse<?> status(HttpRequest<?> request) {
    return RouterAnswer.of(() -> status(Parameters.of(request).tenant()));
  }

  private MutableHttpResponse<?> status(Tenant tenant) {
    RouterStatus running = router.status(tenant);
    BuildInfo build = status.build();
    return RouterAnswer.json(
        out -> {
          JsonGenerator json = out.generator();
          json.writeStartObject();
          json.writeObjectFieldStart("cluster");
          List<RouterStatus.Peer> peers = running.cluster().peers();
          if (!peers.isEmpty()) {
            json.writeStringField("name", peers.getFirst().name());
          }
          json.writeArrayFieldStart("peers");
          for (RouterStatus.Peer peer : peers) {
            json.writeStartObject();
            json.writeStringField("address", peer.address());
            json.writeStringField("name", peer.name());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeStringField("status", running.cluster().state().name().toLowerCase(Locale.ROOT));
          json.writeEndObject();
          json.writeObjectFieldStart("config");
          json.writeStringField("original", running.config());
          json.writeEndObject();
          json.writeStringField("uptime", RouterAnswer.time(running.started()));
          json.writeObjectFieldStart("versionInfo");
          json.writeStringField("branch", build.branch());
          json.writeStringField("buildDate", build.date());
          json.writeStringField("buildUser", "");
          json.writeStringField("goVersion", "");
          json.writeStringField("revision", build.revision());
          json.writeStringField("version", RouterStatus.ALERTMANAGER_VERSION);
          json.writeEndObject();
          json.writeEndObject();
        });
  }

  @Get("/receivers")
  HttpResponse<?> receivers(HttpRequest<?> request) {
    return RouterAnswer.of(() -> receivers(Parameters.of(request)));
  }

  private MutableHttpResponse<?> receivers(Parameters parameters) {
    List<LabelMatcher> matchers = AlertFilter.matchers(parameters, "receiver_matchers");
    List<ReceiverEntry> receivers =
        router.receivers(parameters.tenant()).stream().filter(entry -> LabelMatcher.allMatch(matchers, entry.labels())).toList();
    return RouterAnswer.json(
        out -> {
          out.generator().writeStartArray();
          for (ReceiverEntry receiver : receivers) {
            out.generator().writeStartObject();
            out.generator().writeFieldName("labels");
            out.labels(receiver.labels());
            out.generator().writeStringField("name", receiver.name());
            out.generator().writeEndObject();
          }
          out.generator().writeEndArray();
        });
  }
}
