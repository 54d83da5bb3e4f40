package dev.narthex.api.query;

import dev.narthex.api.answer.Answer;
import dev.narthex.api.request.LimitParameter;
import dev.narthex.api.request.Parameters;
import dev.narthex.api.request.TimeParameter;
import dev.narthex.promql.query.QueryOptions;
import dev.narthex.promql.query.QueryOutcome;
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
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/query}: an expression at one moment. */
@Controller("/api/v1/query")
@Produces(MediaType.ALL)
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class InstantQueryController {
  private final Queries queries;
  private final InstantSource clock;

  InstantQueryController(Queries queries, InstantSource clock) {
    this.queries = queries;
    this.clock = clock;
  }

  @Get
  HttpResponse<?> get(HttpRequest<?> request) {
    return answer(request, Parameters.of(request));
  }

  @Post
  HttpResponse<?> post(HttpRequest<?> request, @Body @Nullable String form) {
    return answer(request, Parameters.of(request, form));
  }

  private HttpResponse<?> answer(HttpRequest<?> request, Parameters parameters) {
    int limit = LimitParameter.limit(parameters);
    long time = TimeParameter.optional(parameters, "time", clock.millis());
    RequestedOptions requested = new RequestedOptions(parameters);
    QueryOptions options = RequestOrigin.applyTo(request, ClientPresence.applyTo(request, requested.applyTo(queries.options(parameters.tenant()))));
    QueryOutcome outcome = queries.instant(parameters.tenant(), parameters.text("query"), time, options);
    ResultLimit limited = ResultLimit.cut(outcome.result(), limit);
    return Answer.success(
        new QueryData(limited.result(), requested.statistics(outcome, time, 0), ExplanationText.of(outcome)), outcome.annotations(), limited.completeness(),
        requested.warnings());
  }
}
