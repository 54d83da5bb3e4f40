package dev.narthex.model;

import com.google.re2j.PatternSyntaxException;

/** What is wrong with a regular expression, in the words of Go's package, which Prometheus and its users know. */
public final class RegexProblem {
  /** How RE2/J tells of a parenthesis that nothing opened. */
  private static final String UNOPENED = "stack underflow";

  private RegexProblem() {}

  /**
   * One sentence that names the part.
   *
   * @param pattern as the user wrote it
   */
  public static String of(PatternSyntaxException problem, String pattern) {
    String part = problem.getPattern();
    if (part.equals(UNOPENED)) {
      return "error parsing regexp: unexpected ): `" + pattern + "`";
    }
    // the flag is RE2/J's way to say DOTALL, nothing that the user wrote
    String written = part.startsWith("(?s)") && !pattern.startsWith("(?s)") ? part.substring(4) : part;
    return "error parsing regexp: " + problem.getDescription() + ": `" + written + "`";
  }
}
