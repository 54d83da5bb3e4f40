package dev.narthex.api.request;

import dev.narthex.api.answer.ApiException;
import dev.narthex.model.GoQuote;
import java.util.OptionalLong;

/** How many results a client wants. */
public final class LimitParameter {
  private LimitParameter() {}

  /** {@code limit}: 0 means none, and so does its absence; a negative one is refused. */
  public static int limit(Parameters parameters) {
    String text = parameters.text("limit");
    if (text.isEmpty()) {
      return 0;
    }
    OptionalLong value = GoNumber.parseInteger(text);
    if (value.isEmpty()) {
      throw ApiException.invalidParameter("limit", "strconv.Atoi: parsing " + GoQuote.quote(text) + ": " + (GoNumber.isInteger(text) ? "value out of range" : "invalid syntax"));
    }
    if (value.getAsLong() < 0) {
      throw ApiException.invalidParameter("limit", "limit must be non-negative");
    }
    return (int) Math.min(value.getAsLong(), Integer.MAX_VALUE);
  }

  /** A count of the metadata routes: any number; negative or absent means no limit. */
  public static int count(Parameters parameters, String name) {
    String text = parameters.text(name);
    if (text.isEmpty()) {
      return -1;
    }
    OptionalLong value = GoNumber.parseInteger(text);
    if (value.isEmpty()) {
      throw ApiException.badData(name + " must be a number");
    }
    return (int) Math.clamp(value.getAsLong(), -1L, Integer.MAX_VALUE);
  }
}
