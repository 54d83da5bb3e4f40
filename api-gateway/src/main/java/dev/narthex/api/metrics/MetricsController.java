package dev.narthex.api.metrics;

import dev.narthex.api.answer.Answer;
import dev.narthex.api.status.BuildInfo;
import dev.narthex.api.status.StatusView;
import dev.narthex.metrics.ClassicTextWriter;
import dev.narthex.metrics.FamilySnapshot;
import dev.narthex.metrics.MetricsRegistry;
import dev.narthex.metrics.OpenMetricsTextWriter;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
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

  MetricsController(MetricsRegistry registry, StatusView status) {
    this.registry = registry;
    registry.source(ProcessMetrics.read());
    registry.source(() -> List.of(buildInfo(status.build())));
  }

  private static FamilySnapshot buildInfo(BuildInfo build) {
    Labels labels = Labels.builder().set("version", build.version()).set("revision", build.revision()).set("branch", build.branch()).build();
    FamilySnapshot.Point one = new FamilySnapshot.Point(labels, new FamilySnapshot.Number(1));
    return new FamilySnapshot("narthex_build_info", MetricType.GAUGE, "Which build of Narthex this is; always 1.", List.of(one));
  }

  @Get
  HttpResponse<?> metrics(HttpRequest<?> request) {
    List<FamilySnapshot> families = registry.collect();
    return AcceptHeader.prefersOpenMetrics(request.getHeaders().getAll("Accept"))
        ? Answer.bytes(200, OpenMetricsTextWriter.CONTENT_TYPE, OpenMetricsTextWriter.write(families).getBytes(StandardCharsets.UTF_8))
        : Answer.bytes(200, ClassicTextWriter.CONTENT_TYPE, ClassicTextWriter.write(families).getBytes(StandardCharsets.UTF_8));
  }
}
