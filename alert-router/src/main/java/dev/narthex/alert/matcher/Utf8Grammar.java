package dev.narthex.alert.matcher;

import dev.narthex.model.LabelMatcher;
import dev.narthex.model.LabelMatcher.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * Alertmanager's grammar since 0.27: {@code {name op value, …}}. A name or value is a run of characters without white space and
 * without <code>{}!=~,\"'`</code>, or a double-quoted string; braces are optional but balanced; one trailing comma is allowed.
 */
final class Utf8Grammar {
  private static final String RESERVED = "{}!=~,\\\"'`";

  private final String text;
  private int at;

  private Utf8Grammar(String text) {
    this.text = text;
  }

  static List<LabelMatcher> one(String text) {
    List<LabelMatcher> matchers = list(text);
    if (text.strip().startsWith("{")) {
      throw new MatcherSyntaxException("0:1: unexpected open or close brace: " + text);
    }
    if (matchers.size() != 1) {
      throw new MatcherSyntaxException(matchers.isEmpty() ? "no matchers" : "expected 1 matcher, found " + matchers.size() + ": " + text);
    }
    return matchers;
  }

  static List<LabelMatcher> list(String text) {
    return new Utf8Grammar(text).list();
  }

  private List<LabelMatcher> list() {
    List<LabelMatcher> matchers = new ArrayList<>();
    space();
    boolean braces = accept('{');
    space();
    while (at < text.length() && text.charAt(at) != '}') {
      matchers.add(matcher());
      space();
      if (!accept(',')) {
        break;
      }
      space();
    }
    if (braces && !accept('}')) {
      throw error("expected a closing brace");
    }
    space();
    if (at < text.length()) {
      throw error("unexpected " + text.substring(at));
    }
    return List.copyOf(matchers);
  }

  private LabelMatcher matcher() {
    String name = word("label name");
    space();
    Type type = operator();
    space();
    String value = word("label value");
    if (name.isEmpty()) {
      throw error("the label name is empty");
    }
    try {
      return LabelMatcher.of(type, name, value);
    } catch (IllegalArgumentException e) {
      throw new MatcherSyntaxException("error parsing regexp: " + e.getMessage());
    }
  }

  private Type operator() {
    for (Type type : List.of(Type.REGEX, Type.NOT_EQUAL, Type.NOT_REGEX, Type.EQUAL)) {
      if (text.startsWith(type.operator(), at)) {
        at += type.operator().length();
        return type;
      }
    }
    throw error("expected an operator such as '=', '!=', '=~' or '!~'");
  }

  private String word(String what) {
    if (at < text.length() && text.charAt(at) == '"') {
      return quoted();
    }
    int from = at;
    while (at < text.length() && !Character.isWhitespace(text.charAt(at)) && RESERVED.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    if (at == from) {
      throw error("expected a " + what);
    }
    return text.substring(from, at);
  }

  private String quoted() {
    int from = at++;
    StringBuilder out = new StringBuilder();
    while (true) {
      if (at >= text.length()) {
        throw new MatcherSyntaxException("0:" + text.length() + ": " + text.substring(from) + ": missing end \"");
      }
      char c = text.charAt(at++);
      if (c == '"') {
        return out.toString();
      }
      if (c != '\\') {
        out.append(c);
        continue;
      }
      if (at >= text.length()) {
        throw error("the escape is incomplete");
      }
      out.append(escape());
    }
  }

  private String escape() {
    char c = text.charAt(at++);
    return switch (c) {
      case 'n' -> "\n";
      case 't' -> "\t";
      case 'r' -> "\r";
      case 'a' -> "\u0007";
      case 'b' -> "\b";
      case 'f' -> "\f";
      case 'v' -> "\u000b";
      case '\\' -> "\\";
      case '"' -> "\"";
      case 'x' -> codePoint(2);
      case 'u' -> codePoint(4);
      case 'U' -> codePoint(8);
      default -> throw error("unknown escape \\" + c);
    };
  }

  private String codePoint(int digits) {
    if (at + digits > text.length()) {
      throw error("the escape is incomplete");
    }
    try {
      int c = Integer.parseUnsignedInt(text.substring(at, at + digits), 16);
      at += digits;
      if (!Character.isValidCodePoint(c)) {
        throw error("the escape is no character");
      }
      return Character.toString(c);
    } catch (NumberFormatException e) {
      throw error("the escape is no hexadecimal number");
    }
  }

  private boolean accept(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void space() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private MatcherSyntaxException error(String what) {
    return new MatcherSyntaxException("0:" + at + ": " + what + ": " + text);
  }
}
