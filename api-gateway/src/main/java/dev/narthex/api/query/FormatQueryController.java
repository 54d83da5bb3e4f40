package dev.narthex.api.query;

import dev.narthex.api.answer.Answer;
import dev.narthex.api.answer.ApiException;
import dev.narthex.api.answer.JsonData;
import dev.narthex.api.request.Parameters;
import dev.narthex.promql.ast.Expr;
import dev.narthex.promql.parse.ParseException;
import dev.narthex.promql.print.PrettyPrinter;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/format_query}: an expression with line breaks and indentation. */
@Controller("/api/v1/format_query")
@Produces(MediaType.ALL)
@Consumes(MediaType.ALL)
final class FormatQueryController {
  private final Queries queries;

  FormatQueryController(Queries queries) {
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
    try {
      Expr expression = Parsers.of(queries.options(parameters.tenant())).parse(parameters.text("query"));
      String text = PrettyPrinter.format(expression);
      return Answer.success(JsonData.of(out -> out.generator().writeString(text)));
    } catch (ParseException e) {
      throw ApiException.invalidParameter("query", "", e);
    }
  }
}
