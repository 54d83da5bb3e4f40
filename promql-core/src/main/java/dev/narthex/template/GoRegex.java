package dev.narthex.template;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.narthex.model.GoReplacement;
import dev.narthex.model.RegexProblem;

/** Regular expressions in templates: RE2/J, called as Go's package. */
public final class GoRegex {
  private GoRegex() {}

  /** Whether some part of a text matches. */
  public static boolean find(String regex, String text) {
    return pattern(regex).matcher(text).find();
  }

  /** The text with every match replaced by Go's replacement text. */
  public static String replaceAll(String regex, String replacement, String text) {
    Matcher match = pattern(regex).matcher(text);
    StringBuilder out = new StringBuilder();
    int end = 0;
    while (match.find()) {
      out.append(text, end, match.start());
      if (match.end() > end || match.start() == 0) { // nothing right behind a match is none
        out.append(GoReplacement.expand(replacement, match));
      }
      end = match.end();
    }
    return out.append(text, end, text.length()).toString();
  }

  private static Pattern pattern(String regex) {
    try {
      return Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      throw new FunctionException(RegexProblem.of(e, regex));
    }
  }
}
