package dev.narthex.api.rules;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.narthex.api.answer.Answer;
import dev.narthex.api.answer.JsonData;
import dev.narthex.api.request.Parameters;
import dev.narthex.rules.ActiveAlert;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.util.List;

/** {@code /api/v1/rules}, {@code /api/v1/alerts} and {@code /api/v1/alertmanagers}. */
@Controller("/api/v1")
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class RulesController {
  private final RulesView view;

  RulesController(RulesView view) {
    this.view = view;
  }

  @Get("/rules")
  HttpResponse<?> rules(HttpRequest<?> request) {
    Parameters parameters = Parameters.of(request);
    RuleSelection selection = RuleSelection.read(parameters);
    GroupPage page = GroupPage.of(view.groups(parameters.tenant()).stream().filter(selection::wants).toList(), parameters);
    return Answer.success(
        JsonData.of(
            out -> {
              JsonGenerator json = out.generator();
              json.writeStartObject();
              json.writeArrayFieldStart("groups");
              for (GroupStatus group : page.groups()) {
                RuleText.write(out, group, selection);
              }
              json.writeEndArray();
              if (!page.nextToken().isEmpty()) {
                json.writeStringField("groupNextToken", page.nextToken());
              }
              json.writeEndObject();
            }));
  }

  @Get("/alerts")
  HttpResponse<?> alerts(HttpRequest<?> request) {
    List<ActiveAlert> active =
        view.groups(Parameters.of(request).tenant()).stream().flatMap(group -> group.rules().stream()).flatMap(rule -> rule.active().stream()).toList();
    return Answer.success(
        JsonData.of(
            out -> {
              out.generator().writeStartObject();
              out.generator().writeFieldName("alerts");
              RuleText.alerts(out, active);
              out.generator().writeEndObject();
            }));
  }

  @Get("/alertmanagers")
  HttpResponse<?> alertmanagers(HttpRequest<?> request) {
    RulesView.Alertmanagers known = view.alertmanagers(Parameters.of(request).tenant());
    return Answer.success(
        JsonData.of(
            out -> {
              out.generator().writeStartObject();
              urls(out.generator(), "activeAlertmanagers", known.active());
              urls(out.generator(), "droppedAlertmanagers", known.dropped());
              out.generator().writeEndObject();
            }));
  }

  private static void urls(JsonGenerator json, String name, List<String> urls) throws IOException {
    json.writeArrayFieldStart(name);
    for (String url : urls) {
      json.writeStartObject();
      json.writeStringField("url", url);
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
