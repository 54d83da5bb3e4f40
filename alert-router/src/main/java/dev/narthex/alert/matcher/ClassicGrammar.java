package dev.narthex.alert.matcher;

import dev.narthex.model.LabelMatcher;
import dev.narthex.model.LabelMatcher.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * Alertmanager's grammar before 0.27: the name is a classic label name, the value may be empty or unquoted, quotes know the escapes
 * for quote, line break and backslash only, and a stray backslash stands for itself.
 */
final class ClassicGrammar {
  private ClassicGrammar() {}

  static List<LabelMatcher> list(String text) {
    String inner = text.strip();
    inner = inner.startsWith("{") ? inner.substring(1) : inner;
    inner = inner.endsWith("}") ? inner.substring(0, inner.length() - 1) : inner;
    List<LabelMatcher> matchers = new ArrayList<>();
    boolean inQuotes = false;
    boolean escaped = false;
    StringBuilder token = new StringBuilder();
    for (int i = 0; i < inner.length(); i++) {
      char c = inner.charAt(i);
      if (escaped) {
        escaped = false;
      } else if (c == '"') {
        inQuotes = !inQuotes;
      } else if (c == '\\') {
        escaped = true;
      } else if (c == ',' && !inQuotes) {
        matchers.add(one(token.toString()));
        token.setLength(0);
        continue;
      }
      token.append(c);
    }
    if (!token.toString().isBlank()) {
      matchers.add(one(token.toString()));
    }
    return List.copyOf(matchers);
  }

  static LabelMatcher one(String text) {
    String s = text.strip();
    int at = 0;
    while (at < s.length() && isNameCharacter(s.charAt(at), at)) {
      at++;
    }
    String name = s.substring(0, at);
    String rest = s.substring(at).stripLeading();
    Type type = null;
    for (Type candidate : List.of(Type.REGEX, Type.NOT_EQUAL, Type.NOT_REGEX, Type.EQUAL)) {
      if (rest.startsWith(candidate.operator())) {
        type = candidate;
        break;
      }
    }
    if (name.isEmpty() || type == null) {
      throw new MatcherSyntaxException("bad matcher format: " + text);
    }
    try {
      return LabelMatcher.of(type, name, value(rest.substring(type.operator().length()).strip(), text));
    } catch (IllegalArgumentException e) {
      throw new MatcherSyntaxException(String.valueOf(e.getMessage()));
    }
  }

  private static boolean isNameCharacter(char c, int at) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' || (at > 0 && c >= '0' && c <= '9');
  }

  private static String value(String raw, String text) {
    boolean open = raw.startsWith("\"");
    String s = open ? raw.substring(1) : raw;
    StringBuilder out = new StringBuilder();
    boolean closed = false;
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      if (c == '\\') {
        char next = i + 1 < s.length() ? s.charAt(i + 1) : 0;
        switch (next) {
          case 'n' -> out.append('\n');
          case '"' -> out.append('"');
          case '\\' -> out.append('\\');
          default -> {
            out.append('\\');
            continue;
          }
        }
        i++;
      } else if (c == '"') {
        if (!open || i < s.length() - 1) {
          throw new MatcherSyntaxException("matcher value contains unescaped double quote: " + text);
        }
        closed = true;
      } else {
        out.append(c);
      }
    }
    if (open && !closed) {
      throw new MatcherSyntaxException("matcher value contains unescaped double quote: " + text);
    }
    return out.toString();
  }
}
