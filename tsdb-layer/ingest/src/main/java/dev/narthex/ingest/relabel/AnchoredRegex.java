package dev.narthex.ingest.relabel;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/** A regular expression that must match the whole text. */
final class AnchoredRegex {
  static final String DEFAULT = "(.*)";

  private final String text;
  private final Pattern pattern;

  /**
   * Compiles.
   *
   * @throws IllegalArgumentException with a sentence
   */
  AnchoredRegex(String text) {
    this.text = text;
    try {
      pattern = Pattern.compile(text, Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("\"" + text + "\" is no regular expression (RE2): " + e.getDescription(), e);
    }
  }

  boolean matches(String value) {
    return pattern.matches(value);
  }

  /** A matcher that has already been asked to match the whole value. */
  Matcher matcher(String value) {
    return pattern.matcher(value);
  }

  /** The number of a named group, -1 when there is none of that name. */
  int groupNumber(String name) {
    Integer number = pattern.namedGroups().get(name);
    return number == null ? -1 : number;
  }

  @Override
  public String toString() {
    return text;
  }
}
