package dev.narthex.api.series;

import dev.narthex.api.answer.Answer;
import dev.narthex.api.request.LimitParameter;
import dev.narthex.api.request.MatchParameter;
import dev.narthex.api.request.Parameters;
import dev.narthex.api.request.TimeParameter;
import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import dev.narthex.model.TimeRange;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/series}: the label sets that selectors find. */
@Controller("/api/v1/series")
@Produces(MediaType.ALL)
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class SeriesController {
  private final SeriesSources sources;

  SeriesController(SeriesSources sources) {
    this.sources = sources;
  }

  @Get
  HttpResponse<?> get(HttpRequest<?> request) {
    return answer(Parameters.of(request));
  }

  @Post
  HttpResponse<?> post(HttpRequest<?> request, @Body @Nullable String form) {
    return answer(Parameters.of(request, form));
  }

  private HttpResponse<?> answer(Parameters parameters) {
    List<List<LabelMatcher>> selectors = MatchParameter.required(parameters);
    int limit = LimitParameter.limit(parameters);
    TimeRange range = TimeParameter.range(parameters);
    List<Labels> found = sources.of(parameters.tenant()).series(selectors, range, Limited.askFor(limit));
    Limited<Labels> limited = Limited.cut(found, limit);
    return Answer.success(new Elements<>(limited.kept(), (out, labels) -> out.labels(labels)), limited.completeness());
  }
}
