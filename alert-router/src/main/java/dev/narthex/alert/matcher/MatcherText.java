package dev.narthex.alert.matcher;

import dev.narthex.model.GoQuote;
import dev.narthex.model.LabelMatcher;
import java.util.List;
import java.util.stream.Collectors;

/** Prints matchers as Alertmanager does: a name is quoted only when it holds a space or a character of the grammar. */
public final class MatcherText {
  private MatcherText() {}

  public static String of(LabelMatcher matcher) {
    String name = matcher.name();
    boolean reserved = name.isEmpty() || name.chars().anyMatch(c -> Character.isWhitespace(c) || "{}!=~,\\\"'`".indexOf(c) >= 0);
    return (reserved ? GoQuote.quote(name) : name) + matcher.type().operator() + GoQuote.quote(matcher.value());
  }

  /** In braces: {@code {a="b",c=~"d"}}. */
  public static String of(List<LabelMatcher> matchers) {
    return matchers.stream().map(MatcherText::of).collect(Collectors.joining(",", "{", "}"));
  }
}
