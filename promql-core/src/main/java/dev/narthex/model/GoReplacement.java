package dev.narthex.model;

import com.google.re2j.Matcher;

/**
 * Expands {@code $1}, {@code ${1}}, {@code ${name}} and {@code $name} as Go's {@code Regexp.Expand} does: the longest name of letters,
 * digits and underscores; what names no group is empty; {@code $$} is a dollar sign.
 */
public final class GoReplacement {
  private GoReplacement() {}

  public static String expand(String template, Matcher match) {
    if (template.indexOf('$') < 0) {
      return template;
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < template.length(); ) {
      char c = template.charAt(i);
      if (c != '$' || i + 1 == template.length()) {
        out.append(c);
        i++;
        continue;
      }
      if (template.charAt(i + 1) == '$') {
        out.append('$');
        i += 2;
        continue;
      }
      boolean braced = template.charAt(i + 1) == '{';
      int start = braced ? i + 2 : i + 1;
      int end = start;
      while (end < template.length() && isNamePart(template.charAt(end))) {
        end++;
      }
      boolean closed = !braced || (end < template.length() && template.charAt(end) == '}');
      if (end == start || !closed) {
        out.append('$');
        i++;
        continue;
      }
      out.append(group(template.substring(start, end), match));
      i = braced ? end + 1 : end;
    }
    return out.toString();
  }

  private static boolean isNamePart(char c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }

  private static String group(String name, Matcher match) {
    boolean number = name.chars().allMatch(c -> c >= '0' && c <= '9') && (name.length() == 1 || name.charAt(0) != '0') && name.length() < 9;
    String value;
    if (number) {
      int index = Integer.parseInt(name);
      value = index <= match.groupCount() ? match.group(index) : null;
    } else {
      value = namedGroup(name, match);
    }
    return value == null ? "" : value;
  }

  private static String namedGroup(String name, Matcher match) {
    Integer index = match.pattern().namedGroups().get(name);
    String value = index == null ? null : match.group(index);
    return value == null ? "" : value;
  }
}
