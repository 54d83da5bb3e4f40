package dev.narthex.template;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/** Regular expressions in templates: RE2/J, called as Go's package. */
public final class GoRegex {
  private GoRegex() {}

  /** Whether some part of a text matches. */
  public static boolean find(String regex, String text) {
    return pattern(regex).matcher(text).find();
  }

  /** The text with every match replaced by Go's replacement text. */
  public static String replaceAll(String regex, String replacement, String text) {
    return pattern(regex).matcher(text).replaceAll(translated(replacement));
  }

  private static Pattern pattern(String regex) {
    try {
      return Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      throw new FunctionException("error parsing regexp: " + e.getDescription() + ": `" + e.getPattern() + "`");
    }
  }

  /** Go's replacement text ({@code $1}, {@code ${1}x}, {@code ${name}}, {@code $$}) as RE2/J takes it. A group that does not exist is empty in Go and refused here. */
  private static String translated(String go) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < go.length(); i++) {
      char c = go.charAt(i);
      if (c == '\\') {
        out.append("\\\\");
      } else if (go.startsWith("$$", i)) {
        out.append("\\$");
        i++;
      } else if (go.startsWith("${", i) && go.indexOf('}', i) > 0) {
        int close = go.indexOf('}', i);
        String group = go.substring(i + 2, close);
        out.append(group.chars().allMatch(Character::isDigit) ? "$" + group : "${" + group + "}");
        i = close;
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
