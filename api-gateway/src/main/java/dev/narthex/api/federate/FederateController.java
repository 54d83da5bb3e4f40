package dev.narthex.api.federate;

import dev.narthex.api.answer.Answer;
import dev.narthex.api.answer.ApiException;
import dev.narthex.api.query.Queries;
import dev.narthex.api.request.MatchParameter;
import dev.narthex.api.request.Parameters;
import dev.narthex.api.series.SeriesSources;
import dev.narthex.model.LabelMatcher;
import dev.narthex.model.TimeRange;
import dev.narthex.promql.query.QueryOptions;
import dev.narthex.promql.source.SourceException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.InstantSource;
import java.util.List;

/** {@code GET /federate?match[]=…}. Errors are plain text, as Prometheus' are. */
@Controller("/federate")
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class FederateController {
  private static final String LEGACY = "text/plain; version=0.0.4; charset=utf-8; escaping=underscores";
  private static final String UTF8 = "text/plain; version=1.0.0; charset=utf-8; escaping=allow-utf-8";

  private final SeriesSources sources;
  private final Queries queries;
  private final InstantSource clock;

  FederateController(SeriesSources sources, Queries queries, InstantSource clock) {
    this.sources = sources;
    this.queries = queries;
    this.clock = clock;
  }

  @Get
  HttpResponse<?> federate(HttpRequest<?> request) {
    try {
      Parameters parameters = Parameters.of(request);
      List<List<LabelMatcher>> selectors = MatchParameter.any(parameters);
      QueryOptions options = queries.options(parameters.tenant());
      long now = clock.millis();
      TimeRange range = TimeRange.leftOpen(now - options.lookback().toMillis(), now);
      List<LatestSample> samples = LatestSample.find(sources.of(parameters.tenant()), selectors, range, options);
      boolean utf8 = request.getHeaders().getAll("Accept").stream().anyMatch(accept -> accept.contains("escaping=allow-utf-8"));
      NameStyle names = utf8 ? NameStyle.UTF8 : NameStyle.UNDERSCORES;
      return Answer.text(utf8 ? UTF8 : LEGACY, new FederatedText(samples, sources.externalLabels(parameters.tenant()), names));
    } catch (SourceException e) {
      return plain(ApiException.of(e));
    } catch (ApiException e) {
      return plain(e);
    }
  }

  private static HttpResponse<?> plain(ApiException e) {
    return Answer.text(e.type().status(), e.reason() + "\n");
  }
}
