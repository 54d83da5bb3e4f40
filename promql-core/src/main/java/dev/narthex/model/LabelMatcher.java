package dev.narthex.model;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * One condition on the value of one label; an absent label has the value {@code ""}.
 *
 * <p>Regular expressions are RE2, fully anchored, and a dot matches a newline (as in Prometheus 3.x). Patterns that are a literal,
 * a prefix followed by {@code .*} or {@code .+}, or an alternation of literals are answered without the regex engine.
 */
public final class LabelMatcher {
  /** How a matcher compares. */
  public enum Type {
    EQUAL("="),
    NOT_EQUAL("!="),
    REGEX("=~"),
    NOT_REGEX("!~");

    private final String operator;

    Type(String operator) {
      this.operator = operator;
    }

    /** The operator as it is written in a selector. */
    public String operator() {
      return operator;
    }

    public boolean isRegex() {
      return this == REGEX || this == NOT_REGEX;
    }

    public boolean isNegative() {
      return this == NOT_EQUAL || this == NOT_REGEX;
    }
  }

  private final Type type;
  private final String name;
  private final String value;
  private final ValuePredicate positive;

  private LabelMatcher(Type type, String name, String value, ValuePredicate positive) {
    this.type = type;
    this.name = name;
    this.value = value;
    this.positive = positive;
  }

  /**
   * A matcher.
   *
   * @throws IllegalArgumentException when a regular expression does not parse; the message is the reason
   */
  public static LabelMatcher of(Type type, String name, String value) {
    return new LabelMatcher(type, name, value, type.isRegex() ? regex(value) : value::equals);
  }

  public static LabelMatcher equal(String name, String value) {
    return of(Type.EQUAL, name, value);
  }

  public Type type() {
    return type;
  }

  public String name() {
    return name;
  }

  /** The string or pattern as given. */
  public String value() {
    return value;
  }

  public boolean matches(String labelValue) {
    return positive.test(labelValue) != type.isNegative();
  }

  public boolean matches(Labels labels) {
    return matches(labels.get(name));
  }

  /** Whether a series without this label passes. */
  public boolean matchesEmpty() {
    return matches("");
  }

  /** The finite set of values that can pass, when the matcher names one ({@code =} or a positive alternation); else empty. */
  public Set<String> literals() {
    if (type.isNegative()) {
      return Set.of();
    }
    if (type == Type.EQUAL) {
      return Set.of(value);
    }
    return positive instanceof OneOf oneOf ? oneOf.values : Set.of();
  }

  public static boolean allMatch(List<LabelMatcher> matchers, Labels labels) {
    for (LabelMatcher m : matchers) {
      if (!m.matches(labels)) {
        return false;
      }
    }
    return true;
  }

  private interface ValuePredicate {
    boolean test(String value);
  }

  private record OneOf(Set<String> values) implements ValuePredicate {
    @Override
    public boolean test(String value) {
      return values.contains(value);
    }
  }

  private record Prefix(String prefix, int atLeast) implements ValuePredicate {
    @Override
    public boolean test(String value) {
      return value.length() >= prefix.length() + atLeast && value.startsWith(prefix);
    }
  }

  private static ValuePredicate regex(String pattern) {
    Pattern compiled;
    try {
      compiled = Pattern.compile(pattern, Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(RegexProblem.of(e, pattern), e);
    }
    String inner = pattern;
    while (inner.length() > 2 && inner.startsWith("(") && inner.endsWith(")") && isPlain(inner.substring(1, inner.length() - 1), true)) {
      inner = inner.substring(1, inner.length() - 1);
    }
    if (isPlain(inner, true)) {
      Set<String> alternatives = new HashSet<>(List.of(inner.split("\\|", -1)));
      return new OneOf(Set.copyOf(alternatives));
    }
    if (pattern.endsWith(".*") && isPlain(pattern.substring(0, pattern.length() - 2), false)) {
      return new Prefix(pattern.substring(0, pattern.length() - 2), 0);
    }
    if (pattern.endsWith(".+") && isPlain(pattern.substring(0, pattern.length() - 2), false)) {
      return new Prefix(pattern.substring(0, pattern.length() - 2), 1);
    }
    return compiled::matches;
  }

  private static boolean isPlain(String s, boolean allowAlternation) {
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      if (c == '|' ? !allowAlternation : "\\.+*?()[]{}^$".indexOf(c) >= 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof LabelMatcher m && type == m.type && name.equals(m.name) && value.equals(m.value);
  }

  @Override
  public int hashCode() {
    return Objects.hash(type, name, value);
  }

  /** As in a selector: {@code name="value"}. */
  @Override
  public String toString() {
    return GoQuote.labelName(name) + type.operator + GoQuote.quote(value);
  }
}
