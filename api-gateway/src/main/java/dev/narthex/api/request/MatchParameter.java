package dev.narthex.api.request;

import dev.narthex.api.answer.ApiException;
import dev.narthex.model.LabelMatcher;
import dev.narthex.promql.parse.ParseException;
import dev.narthex.promql.parse.ParserOptions;
import dev.narthex.promql.parse.PromqlParser;
import java.util.ArrayList;
import java.util.List;

/** Series selectors of a request: {@code match[]} and its kin. */
public final class MatchParameter {
  private static final PromqlParser PARSER = new PromqlParser(ParserOptions.DEFAULTS);

  private MatchParameter() {}

  /** {@code match[]}, which may be absent; each selector must refuse the empty string somewhere. */
  public static List<List<LabelMatcher>> optional(Parameters parameters) {
    List<List<LabelMatcher>> selectors = any(parameters);
    for (List<LabelMatcher> matchers : selectors) {
      if (matchers.stream().allMatch(LabelMatcher::matchesEmpty)) {
        throw ApiException.badData("match[] must contain at least one non-empty matcher");
      }
    }
    return selectors;
  }

  /** {@code match[]}, which may be absent and select everything. */
  public static List<List<LabelMatcher>> any(Parameters parameters) {
    List<List<LabelMatcher>> selectors = new ArrayList<>();
    for (String text : parameters.all("match[]")) {
      try {
        selectors.add(PARSER.parseSelector(text));
      } catch (ParseException e) {
        throw ApiException.badData(e);
      }
    }
    return selectors;
  }

  /** {@code match[]} at least once. This route alone names the parameter in its errors. */
  public static List<List<LabelMatcher>> required(Parameters parameters) {
    if (parameters.all("match[]").isEmpty()) {
      throw ApiException.badData("no match[] parameter provided");
    }
    try {
      return optional(parameters);
    } catch (ApiException e) {
      throw ApiException.invalidParameter("match[]", e.reason());
    }
  }

  /** One selector that may be absent, which is no conditions; its matchers may all accept the empty string. */
  public static List<LabelMatcher> optional(Parameters parameters, String name) {
    return parameters.optional(name).map(text -> selector(name, text)).orElse(List.of());
  }

  private static List<LabelMatcher> selector(String name, String text) {
    try {
      return PARSER.parseSelector(text);
    } catch (ParseException e) {
      throw ApiException.invalidParameter(name, "", e);
    }
  }
}
