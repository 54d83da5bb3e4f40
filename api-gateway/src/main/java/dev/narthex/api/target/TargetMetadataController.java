package dev.narthex.api.target;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.narthex.api.answer.Answer;
import dev.narthex.api.answer.JsonData;
import dev.narthex.api.answer.JsonOutput;
import dev.narthex.api.request.LimitParameter;
import dev.narthex.api.request.MatchParameter;
import dev.narthex.api.request.Parameters;
import dev.narthex.model.LabelMatcher;
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

/** {@code /api/v1/targets/metadata}: what single targets say about metric families. */
@Controller("/api/v1/targets/metadata")
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class TargetMetadataController {
  private final TargetsView targets;

  TargetMetadataController(TargetsView targets) {
    this.targets = targets;
  }

  @Get
  HttpResponse<?> metadata(HttpRequest<?> request) {
    Parameters parameters = Parameters.of(request);
    int limit = LimitParameter.count(parameters, "limit");
    List<LabelMatcher> matchers = MatchParameter.optional(parameters, "match_target");
    String metric = parameters.text("metric");
    List<TargetMetadata> found = targets.metadata(parameters.tenant(), new MetadataSelection(matchers, metric, limit));
    return Answer.success(
        JsonData.of(
            out -> {
              out.generator().writeStartArray();
              for (TargetMetadata entry : found) {
                write(out, entry, metric);
              }
              out.generator().writeEndArray();
            }));
  }

  /** The metric is named only when the request did not name it. */
  private static void write(JsonOutput out, TargetMetadata entry, String asked) throws IOException {
    JsonGenerator json = out.generator();
    json.writeStartObject();
    json.writeFieldName("target");
    out.labels(entry.target());
    if (asked.isEmpty()) {
      json.writeStringField("metric", entry.metric());
    }
    json.writeStringField("type", entry.metadata().type().word());
    json.writeStringField("help", entry.metadata().help());
    json.writeStringField("unit", entry.metadata().unit());
    json.writeEndObject();
  }
}
