package dev.narthex.api.rules;

import dev.narthex.api.answer.Answer;
import dev.narthex.api.answer.JsonData;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import java.util.List;

/** Rules are not evaluated in this version, so every list is empty; clients such as Grafana ask all the same. */
@Controller("/api/v1")
@Produces(MediaType.ALL)
final class RulesController {
  @Get("/rules")
  HttpResponse<?> rules() {
    return lists("groups");
  }

  @Get("/alerts")
  HttpResponse<?> alerts() {
    return lists("alerts");
  }

  @Get("/alertmanagers")
  HttpResponse<?> alertmanagers() {
    return lists("activeAlertmanagers", "droppedAlertmanagers");
  }

  private static HttpResponse<?> lists(String... names) {
    return Answer.success(
        JsonData.of(
            out -> {
              out.generator().writeStartObject();
              for (String name : names) {
                out.generator().writeFieldName(name);
                out.strings(List.of());
              }
              out.generator().writeEndObject();
            }));
  }
}
