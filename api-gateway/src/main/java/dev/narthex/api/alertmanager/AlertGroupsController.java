package dev.narthex.api.alertmanager;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.narthex.api.answer.JsonOutput;
import dev.narthex.api.request.BooleanParameter;
import dev.narthex.api.request.Parameters;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** {@code /api/v2/alerts/groups}: alerts as they are notified together. */
@Controller("/api/v2/alerts/groups")
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class AlertGroupsController {
  private final AlertRouter router;

  AlertGroupsController(AlertRouter router) {
    this.router = router;
  }

  @Get
  HttpResponse<?> get(HttpRequest<?> request) {
    return RouterAnswer.of(() -> list(Parameters.of(request)));
  }

  private MutableHttpResponse<?> list(Parameters parameters) {
    AlertFilter filter = AlertFilter.read(parameters);
    boolean muted = BooleanParameter.read(parameters, "muted", true);
    List<ReceiverEntry> receivers = router.receivers(parameters.tenant());
    List<AlertGroup> groups = new ArrayList<>();
    for (AlertGroup group : router.groups(parameters.tenant())) {
      List<RoutedAlert> alerts =
          group.alerts().stream().filter(filter::wants).filter(alert -> muted || alert.mutedBy().isEmpty()).toList();
      if (!alerts.isEmpty() && filter.wantsReceiver(group.receiver(), receivers)) {
        groups.add(new AlertGroup(group.labels(), group.routeLabels(), group.receiver(), alerts));
      }
    }
    groups.sort(Comparator.comparing(AlertGroup::labels).thenComparing(AlertGroup::receiver));
    return RouterAnswer.json(
        out -> {
          out.generator().writeStartArray();
          for (AlertGroup group : groups) {
            write(out, group);
          }
          out.generator().writeEndArray();
        });
  }

  private static void write(JsonOutput out, AlertGroup group) throws IOException {
    JsonGenerator json = out.generator();
    json.writeStartObject();
    json.writeArrayFieldStart("alerts");
    for (RoutedAlert alert : group.alerts()) {
      AlertText.write(out, alert);
    }
    json.writeEndArray();
    json.writeFieldName("labels");
    out.labels(group.labels());
    json.writeObjectFieldStart("receiver");
    json.writeStringField("name", group.receiver());
    json.writeEndObject();
    json.writeFieldName("routeLabels");
    out.stringMap(group.routeLabels());
    json.writeEndObject();
  }
}
