package dev.narthex.api.alertmanager;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.narthex.alert.Fingerprint;
import dev.narthex.alert.notify.LabelSetOrder;
import dev.narthex.alert.notify.NotificationOrder;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code /api/v2/alerts/groups}: alerts as they are notified together, each with the receivers of all groups that are shown. */
@Controller("/api/v2/alerts/groups")
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class AlertGroupsController {
  private static final Comparator<RoutedAlert> ORDER = Comparator.comparing(RoutedAlert::alert, NotificationOrder.byLabels());

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
    Map<Fingerprint, List<String>> told = new HashMap<>();
    for (AlertGroup group : router.groups(parameters.tenant())) {
      if (filter.wantsReceiver(group.receiver(), receivers)) {
        List<RoutedAlert> alerts = group.alerts().stream().filter(filter::wants).sorted(ORDER).toList();
        alerts.forEach(alert -> told.computeIfAbsent(alert.alert().fingerprint(), k -> new ArrayList<>()).add(group.receiver()));
        List<RoutedAlert> shown = alerts.stream().filter(alert -> muted || alert.mutedBy().isEmpty()).toList();
        if (!shown.isEmpty()) {
          groups.add(new AlertGroup(group.labels(), group.routeLabels(), group.receiver(), shown));
        }
      }
    }
    told.values().forEach(names -> names.sort(null));
    groups.sort(Comparator.comparing(AlertGroup::labels, LabelSetOrder.INSTANCE).thenComparing(AlertGroup::receiver));
    return RouterAnswer.json(
        out -> {
          out.generator().writeStartArray();
          for (AlertGroup group : groups) {
            write(out, group, told);
          }
          out.generator().writeEndArray();
        });
  }

  private static void write(JsonOutput out, AlertGroup group, Map<Fingerprint, List<String>> told) throws IOException {
    JsonGenerator json = out.generator();
    json.writeStartObject();
    json.writeArrayFieldStart("alerts");
    for (RoutedAlert alert : group.alerts()) {
      AlertText.write(out, alert.toldTo(told.getOrDefault(alert.alert().fingerprint(), List.of())));
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
