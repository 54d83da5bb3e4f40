package dev.narthex.api.metrics;

import dev.narthex.api.answer.Answer;
import dev.narthex.metrics.ClassicTextWriter;
import dev.narthex.metrics.FamilySnapshot;
import dev.narthex.metrics.MetricsRegistry;
import dev.narthex.metrics.OpenMetricsTextWriter;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code GET /metrics}: the registry as OpenMetrics when the client names it, as text 0.0.4 otherwise. */
@Controller("/metrics")
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class MetricsController {
  private final MetricsRegistry registry;

  MetricsController(MetricsRegistry registry) {
    this.registry = registry;
    registry.source(ProcessMetrics.read());
  }

  @Get
  HttpResponse<?> metrics(HttpRequest<?> request) {
    List<FamilySnapshot> families = registry.collect();
    return AcceptHeader.prefersOpenMetrics(request.getHeaders().getAll("Accept"))
        ? Answer.bytes(200, OpenMetricsTextWriter.CONTENT_TYPE, OpenMetricsTextWriter.write(families).getBytes(StandardCharsets.UTF_8))
        : Answer.bytes(200, ClassicTextWriter.CONTENT_TYPE, ClassicTextWriter.write(families).getBytes(StandardCharsets.UTF_8));
  }
}
