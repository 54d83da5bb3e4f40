package dev.narthex.api.target;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.narthex.api.answer.Answer;
import dev.narthex.api.answer.ApiException;
import dev.narthex.api.answer.ErrorType;
import dev.narthex.api.answer.JsonData;
import dev.narthex.api.request.Parameters;
import dev.narthex.model.Labels;
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
import java.util.Map;

/** {@code /api/v1/targets/relabel_steps}: what each relabelling rule of a pool does to a target's labels. */
@Controller("/api/v1/targets/relabel_steps")
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class RelabelStepsController {
  private static final JsonFactory JSON = new JsonFactory();

  private final TargetsView targets;

  RelabelStepsController(TargetsView targets) {
    this.targets = targets;
  }

  @Get
  HttpResponse<?> steps(HttpRequest<?> request) {
    Parameters parameters = Parameters.of(request);
    String pool = parameters.optional("scrapePool").orElseThrow(() -> ApiException.badData("no scrapePool parameter provided"));
    String labels = parameters.optional("labels").orElseThrow(() -> ApiException.badData("no labels parameter provided"));
    List<RelabelStep> steps =
        targets
            .relabelSteps(parameters.tenant(), pool, parse(labels))
            .orElseThrow(() -> new ApiException(ErrorType.NOT_FOUND, "error getting scrape config: scrape pool \"" + pool + "\" not found"));
    return Answer.success(
        JsonData.of(
            out -> {
              JsonGenerator json = out.generator();
              json.writeStartObject();
              json.writeArrayFieldStart("steps");
              for (RelabelStep step : steps) {
                json.writeStartObject();
                json.writeObjectFieldStart("rule");
                for (Map.Entry<String, Object> entry : step.rule().entrySet()) {
                  json.writeFieldName(entry.getKey());
                  write(json, entry.getValue());
                }
                json.writeEndObject();
                json.writeFieldName("output");
                out.labels(step.output());
                json.writeBooleanField("keep", step.keep());
                json.writeEndObject();
              }
              json.writeEndArray();
              json.writeEndObject();
            }));
  }

  private static void write(JsonGenerator json, Object value) throws IOException {
    switch (value) {
      case Number number -> json.writeNumber(number.longValue());
      case List<?> list -> {
        json.writeStartArray();
        for (Object element : list) {
          json.writeString(element.toString());
        }
        json.writeEndArray();
      }
      default -> json.writeString(value.toString());
    }
  }

  private static Labels parse(String text) {
    Labels.Builder labels = Labels.builder();
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw ApiException.badData("error parsing labels: a JSON object of strings is wanted");
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        if (parser.nextToken() != JsonToken.VALUE_STRING) {
          throw ApiException.badData("error parsing labels: the value of \"" + name + "\" is not a string");
        }
        labels.set(name, parser.getText());
      }
      return labels.build();
    } catch (IOException e) {
      throw new ApiException(ErrorType.BAD_DATA, "error parsing labels: " + e.getMessage(), e);
    }
  }
}
