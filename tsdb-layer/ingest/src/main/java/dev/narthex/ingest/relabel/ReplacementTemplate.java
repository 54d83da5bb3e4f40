package dev.narthex.ingest.relabel;

import com.google.re2j.Matcher;
import java.util.ArrayList;
import java.util.List;

/**
 * A replacement with {@code $1}, {@code ${1}}, {@code $name}, {@code ${name}} and {@code $$}, as Go's {@code Regexp.Expand}: a bare name is as long as letters, digits
 * and underscores go (so {@code $1x} is the group called {@code 1x}); what names no group is empty; a {@code $} without a name stays.
 */
final class ReplacementTemplate {
  private sealed interface Part {}

  private record Text(String text) implements Part {}

  private record Group(int number) implements Part {}

  private final List<Part> parts;

  ReplacementTemplate(String template, AnchoredRegex regex) {
    Matcher probe = regex.matcher("");
    List<Part> found = new ArrayList<>();
    int at = 0;
    while (at < template.length()) {
      int dollar = template.indexOf('$', at);
      if (dollar < 0) {
        found.add(new Text(template.substring(at)));
        break;
      }
      if (dollar > at) {
        found.add(new Text(template.substring(at, dollar)));
      }
      at = reference(template, dollar + 1, regex, probe, found);
    }
    parts = List.copyOf(found);
  }

  /** Reads what stands behind a dollar sign; answers where the text goes on. */
  private static int reference(String template, int from, AnchoredRegex regex, Matcher probe, List<Part> found) {
    if (from < template.length() && template.charAt(from) == '$') {
      found.add(new Text("$"));
      return from + 1;
    }
    boolean braces = from < template.length() && template.charAt(from) == '{';
    int start = braces ? from + 1 : from;
    int end = start;
    while (end < template.length() && isWordCharacter(template.codePointAt(end))) {
      end += Character.charCount(template.codePointAt(end));
    }
    if (end == start || (braces && (end == template.length() || template.charAt(end) != '}'))) {
      found.add(new Text("$"));
      return from;
    }
    int number = groupNumber(template.substring(start, end), regex, probe);
    if (number >= 0) {
      found.add(new Group(number));
    }
    return braces ? end + 1 : end;
  }

  private static boolean isWordCharacter(int c) {
    return c == '_' || Character.isLetter(c) || Character.isDigit(c);
  }

  private static int groupNumber(String name, AnchoredRegex regex, Matcher probe) {
    if (name.chars().allMatch(c -> c >= '0' && c <= '9')) {
      boolean inRange = name.length() <= 4 && (name.length() == 1 || name.charAt(0) != '0') && Integer.parseInt(name) <= probe.groupCount();
      return inRange ? Integer.parseInt(name) : -1;
    }
    return regex.groupNumber(name);
  }

  /** Whether it names a group, so that the result differs from match to match. */
  boolean varies() {
    return parts.stream().anyMatch(Group.class::isInstance);
  }

  /** The text for a successful match. */
  String expand(Matcher matched) {
    StringBuilder out = new StringBuilder();
    for (Part part : parts) {
      switch (part) {
        case Text t -> out.append(t.text());
        case Group g -> {
          String value = matched.group(g.number());
          out.append(value == null ? "" : value);
        }
      }
    }
    return out.toString();
  }
}
