package dev.narthex.api.series;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.narthex.api.answer.Answer;
import dev.narthex.api.answer.JsonData;
import dev.narthex.api.request.LimitParameter;
import dev.narthex.api.request.Parameters;
import dev.narthex.model.MetricMetadata;
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
import java.util.TreeMap;

/** {@code /api/v1/metadata}: type, help and unit of metric families. */
@Controller("/api/v1/metadata")
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class MetadataController {
  private final SeriesSources sources;

  MetadataController(SeriesSources sources) {
    this.sources = sources;
  }

  @Get
  HttpResponse<?> metadata(HttpRequest<?> request) {
    Parameters parameters = Parameters.of(request);
    int limit = LimitParameter.count(parameters, "limit");
    int perMetric = LimitParameter.count(parameters, "limit_per_metric");
    Map<String, List<MetricMetadata>> found =
        limit == 0 ? Map.of() : sources.of(parameters.tenant()).metadata(parameters.text("metric"), Math.max(limit, 0));
    return Answer.success(
        JsonData.of(
            out -> {
              JsonGenerator json = out.generator();
              json.writeStartObject();
              for (Map.Entry<String, List<MetricMetadata>> family : new TreeMap<>(found).entrySet()) {
                json.writeArrayFieldStart(family.getKey());
                List<MetricMetadata> all = family.getValue();
                for (MetricMetadata metadata : perMetric > 0 && perMetric < all.size() ? all.subList(0, perMetric) : all) {
                  write(json, metadata);
                }
                json.writeEndArray();
              }
              json.writeEndObject();
            }));
  }

  private static void write(JsonGenerator json, MetricMetadata metadata) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", metadata.type().word());
    json.writeStringField("help", metadata.help());
    json.writeStringField("unit", metadata.unit());
    json.writeEndObject();
  }
}
