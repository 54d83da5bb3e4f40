package dev.narthex.api.series;

import dev.narthex.api.answer.Answer;
import dev.narthex.api.answer.ApiException;
import dev.narthex.api.request.LimitParameter;
import dev.narthex.api.request.MatchParameter;
import dev.narthex.api.request.Parameters;
import dev.narthex.api.request.TimeParameter;
import dev.narthex.model.GoQuote;
import dev.narthex.model.LabelMatcher;
import dev.narthex.model.TimeRange;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;

/** {@code /api/v1/label/<name>/values}: the values that a label has. */
@Controller("/api/v1/label")
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class LabelValuesController {
  private final SeriesSources sources;

  LabelValuesController(SeriesSources sources) {
    this.sources = sources;
  }

  @Get("/{name}/values")
  HttpResponse<?> values(HttpRequest<?> request, @PathVariable String name) {
    Parameters parameters = Parameters.of(request);
    int limit = LimitParameter.limit(parameters);
    String label = EscapedName.decode(name);
    if (label.isEmpty()) {
      throw ApiException.badData("invalid label name: " + GoQuote.quote(name));
    }
    TimeRange range = TimeParameter.range(parameters);
    List<List<LabelMatcher>> selectors = MatchParameter.optional(parameters);
    List<String> found = sources.of(parameters.tenant()).labelValues(label, selectors, range, Limited.askFor(limit));
    Limited<String> limited = Limited.cut(found, limit);
    return Answer.success(new Elements<>(limited.kept(), (out, value) -> out.generator().writeString(value)), limited.completeness());
  }
}
