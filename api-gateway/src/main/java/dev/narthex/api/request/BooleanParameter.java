package dev.narthex.api.request;

import dev.narthex.api.answer.ApiException;
import dev.narthex.model.GoQuote;

/** Yes or no, in the words that Go's {@code strconv.ParseBool} takes. */
public final class BooleanParameter {
  private BooleanParameter() {}

  /** The first value, or {@code otherwise} when it is absent. */
  public static boolean read(Parameters parameters, String name, boolean otherwise) {
    String text = parameters.text(name);
    return switch (text) {
      case "" -> otherwise;
      case "1", "t", "T", "true", "TRUE", "True" -> true;
      case "0", "f", "F", "false", "FALSE", "False" -> false;
      default -> throw ApiException.invalidParameter(name, "must be true or false, not " + GoQuote.quote(text));
    };
  }
}
