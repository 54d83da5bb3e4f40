package dev.narthex.alert.matcher;

import dev.narthex.model.LabelMatcher;
import dev.narthex.model.LabelMatcher.Type;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
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
      throw new MatcherSyntaxException(String.valueOf(e.getMessage()));
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

  /** As Go reads a string in double quotes: {@code \x} and octal escapes are bytes, which must add up to UTF-8. */
  private String quoted() {
    int from = at++;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    while (true) {
      if (at >= text.length()) {
        throw new MatcherSyntaxException("0:" + text.length() + ": " + text.substring(from) + ": missing end \"");
      }
      int c = text.codePointAt(at);
      at += Character.charCount(c);
      if (c == '"') {
        return utf8(out.toByteArray());
      }
      if (c != '\\') {
        append(out, c);
        continue;
      }
      if (at >= text.length()) {
        throw error("the escape is incomplete");
      }
      escape(out);
    }
  }

  private String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw error("the text is not valid UTF-8");
    }
  }

  private static void append(ByteArrayOutputStream out, int codePoint) {
    out.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
  }

  private void escape(ByteArrayOutputStream out) {
    char c = text.charAt(at++);
    switch (c) {
      case 'n' -> out.write('\n');
      case 't' -> out.write('\t');
      case 'r' -> out.write('\r');
      case 'a' -> out.write(0x07);
      case 'b' -> out.write('\b');
      case 'f' -> out.write('\f');
      case 'v' -> out.write(0x0b);
      case '\\', '"' -> out.write(c);
      case 'x' -> out.write(number(2, 16));
      case 'u' -> append(out, codePoint(number(4, 16)));
      case 'U' -> append(out, codePoint(number(8, 16)));
      case '0', '1', '2', '3', '4', '5', '6', '7' -> {
        at--;
        int value = number(3, 8);
        if (value > 0xff) {
          throw error("the escape is no byte");
        }
        out.write(value);
      }
      default -> throw error("unknown escape \\" + c);
    }
  }

  private int codePoint(int c) {
    if (!Character.isValidCodePoint(c) || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
      throw error("the escape is no character");
    }
    return c;
  }

  private int number(int digits, int base) {
    if (at + digits > text.length()) {
      throw error("the escape is incomplete");
    }
    try {
      int value = Integer.parseUnsignedInt(text.substring(at, at + digits), base);
      at += digits;
      return value;
    } catch (NumberFormatException e) {
      throw error(base == 16 ? "the escape is no hexadecimal number" : "the escape is no octal number");
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
