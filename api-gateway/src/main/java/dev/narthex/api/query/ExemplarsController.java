package dev.narthex.api.query;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.narthex.api.answer.Answer;
import dev.narthex.api.answer.ApiException;
import dev.narthex.api.answer.JsonData;
import dev.narthex.api.answer.JsonOutput;
import dev.narthex.api.request.Parameters;
import dev.narthex.api.request.TimeParameter;
import dev.narthex.api.series.SeriesSources;
import dev.narthex.model.Exemplar;
import dev.narthex.model.LabelMatcher;
import dev.narthex.model.TimeRange;
import dev.narthex.promql.ast.Expr;
import dev.narthex.promql.ast.VectorSelector;
import dev.narthex.promql.parse.ParseException;
import dev.narthex.promql.source.SeriesExemplars;
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
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/query_exemplars}: exemplars of the series that an expression's selectors find. */
@Controller("/api/v1/query_exemplars")
@Produces(MediaType.ALL)
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class ExemplarsController {
  private final SeriesSources sources;
  private final Queries queries;

  ExemplarsController(SeriesSources sources, Queries queries) {
    this.sources = sources;
    this.queries = queries;
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
    TimeRange range = TimeParameter.range(parameters);
    if (range.isEmpty()) {
      throw ApiException.badData("end timestamp must not be before start timestamp");
    }
    List<List<LabelMatcher>> selectors = new ArrayList<>();
    try {
      collect(Parsers.of(queries.options(parameters.tenant())).parse(parameters.text("query")), selectors);
    } catch (ParseException e) {
      throw ApiException.badData(e);
    }
    if (selectors.isEmpty()) {
      return HttpResponse.noContent();
    }
    List<SeriesExemplars> found = sources.of(parameters.tenant()).exemplars(selectors, range);
    return Answer.success(
        JsonData.of(
            out -> {
              out.generator().writeStartArray();
              for (SeriesExemplars series : found) {
                write(out, series);
              }
              out.generator().writeEndArray();
            }));
  }

  private static void collect(Expr expression, List<List<LabelMatcher>> selectors) {
    if (expression instanceof VectorSelector selector) {
      selectors.add(selector.matchers());
    }
    for (Expr child : expression.children()) {
      collect(child, selectors);
    }
  }

  private static void write(JsonOutput out, SeriesExemplars series) throws IOException {
    JsonGenerator json = out.generator();
    json.writeStartObject();
    json.writeFieldName("seriesLabels");
    out.labels(series.series());
    json.writeArrayFieldStart("exemplars");
    for (Exemplar exemplar : series.exemplars()) {
      json.writeStartObject();
      json.writeFieldName("labels");
      out.labels(exemplar.labels());
      json.writeFieldName("value");
      out.floatString(exemplar.value());
      json.writeFieldName("timestamp");
      out.seconds(exemplar.timestamp());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
