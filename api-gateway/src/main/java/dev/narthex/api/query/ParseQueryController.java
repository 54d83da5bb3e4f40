package dev.narthex.api.query;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.narthex.api.answer.Answer;
import dev.narthex.api.answer.ApiException;
import dev.narthex.api.answer.JsonData;
import dev.narthex.api.request.Parameters;
import dev.narthex.promql.ast.Expr;
import dev.narthex.promql.parse.ParseException;
import dev.narthex.promql.print.ExprTree;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/parse_query}: the syntax tree of an expression. */
@Controller("/api/v1/parse_query")
@Produces(MediaType.ALL)
@Consumes(MediaType.ALL)
final class ParseQueryController {
  /** What the usual JSON readers and writers accept is 1,000. */
  private static final int MOST_NESTED = 900;

  private final Queries queries;

  ParseQueryController(Queries queries) {
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
      Object tree = ExprTree.of(expression);
      if (!JsonNesting.isWithin(MOST_NESTED, tree)) {
        throw ApiException.badData("the tree of the query is more than " + MOST_NESTED + " levels deep, which JSON readers refuse; parse parts of it");
      }
      return Answer.success(JsonData.of(out -> write(out.generator(), tree)));
    } catch (ParseException e) {
      throw ApiException.invalidParameter("query", "", e);
    }
  }

  private static void write(JsonGenerator json, Object value) throws IOException {
    switch (value) {
      case Map<?, ?> map -> {
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          json.writeFieldName(String.valueOf(entry.getKey()));
          write(json, entry.getValue());
        }
        json.writeEndObject();
      }
      case List<?> list -> {
        json.writeStartArray();
        for (Object element : list) {
          write(json, element);
        }
        json.writeEndArray();
      }
      case Boolean bool -> json.writeBoolean(bool);
      case Long whole -> json.writeNumber(whole);
      case Double number -> json.writeNumber(number);
      case Optional<?> _ -> json.writeNull();
      default -> json.writeString(value.toString());
    }
  }
}
