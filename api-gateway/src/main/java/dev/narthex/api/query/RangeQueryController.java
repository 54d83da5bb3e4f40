package dev.narthex.api.query;

import dev.narthex.api.answer.Answer;
import dev.narthex.api.answer.ApiException;
import dev.narthex.api.request.DurationParameter;
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
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/query_range}: an expression at every step of a range. */
@Controller("/api/v1/query_range")
@Produces(MediaType.ALL)
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class RangeQueryController {
  private static final long MAX_STEPS = 11_000;

  private final Queries queries;

  RangeQueryController(Queries queries) {
    this.queries = queries;
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
    long start = TimeParameter.required(parameters, "start");
    long end = TimeParameter.required(parameters, "end");
    if (end < start) {
      throw ApiException.invalidParameter("end", "end timestamp must not be before start time");
    }
    Duration step = step(parameters);
    if (step.multipliedBy(MAX_STEPS + 1).compareTo(Duration.ofMillis(end).minusMillis(start)) <= 0) {
      throw ApiException.badData("exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)");
    }
    RequestedOptions requested = new RequestedOptions(parameters);
    QueryOptions options = RequestOrigin.applyTo(request, ClientPresence.applyTo(request, requested.applyTo(queries.options(parameters.tenant()))));
    QueryOutcome outcome = queries.range(parameters.tenant(), parameters.text("query"), start, end, inMillis(step), options);
    ResultLimit limited = ResultLimit.cut(outcome.result(), limit);
    return Answer.success(
        new QueryData(limited.result(), requested.statistics(outcome, start, inMillis(step)), ExplanationText.of(outcome)), outcome.annotations(), limited.completeness(),
        requested.warnings());
  }

  private static Duration step(Parameters parameters) {
    Duration step = DurationParameter.required(parameters, "step");
    if (!step.isPositive()) {
      throw tooFine();
    }
    return step;
  }

  /** What is shorter than a millisecond counts as zero, as time has no finer grain here. */
  private static long inMillis(Duration step) {
    if (step.toMillis() <= 0) {
      throw tooFine();
    }
    return step.toMillis();
  }

  private static ApiException tooFine() {
    return ApiException.invalidParameter("step", "zero or negative query resolution step widths are not accepted. Try a positive integer");
  }
}
