package dev.narthex.infra;

import dev.narthex.infra.Hcl.Block;
import dev.narthex.infra.Hcl.Body;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads what {@code terraform fmt} writes. Anything that it does not know is an error with its line, never skipped. */
final class HclParser {
  private static final char END = '\0';
  private final String name;
  private final String text;
  private int at;

  private HclParser(String name, String text) {
    this.name = name;
    this.text = text;
  }

  static Body parse(String name, String text) {
    HclParser parser = new HclParser(name, text);
    Body body = parser.body();
    if (parser.at < text.length()) {
      throw parser.error("something is left over");
    }
    return body;
  }

  private Body body() {
    Map<String, Hcl> attributes = Hcl.members();
    List<Block> blocks = new ArrayList<>();
    for (skip(true); peek() != END && peek() != '}'; skip(true)) {
      String word = word();
      skip(false);
      if (peek() == '=') {
        at++;
        attributes.put(word, expression());
      } else {
        blocks.add(block(word));
      }
    }
    return new Body(attributes, blocks);
  }

  private Block block(String type) {
    List<String> labels = new ArrayList<>();
    for (; peek() != '{'; skip(false)) {
      labels.add(peek() == '"' ? string() : word());
    }
    at++;
    Body body = body();
    expect('}');
    return new Block(type, labels, body);
  }

  /** Up to the end of the line, or to what closes or separates, whichever comes first. */
  private Hcl expression() {
    List<Hcl> parts = new ArrayList<>();
    for (skip(false); !ends(peek()); skip(false)) {
      parts.add(part());
    }
    return parts.size() == 1 ? parts.getFirst() : new Hcl.Group(parts);
  }

  private static boolean ends(char c) {
    return c == END || c == '\n' || c == ',' || c == ']' || c == '}' || c == ')';
  }

  private Hcl part() {
    char c = peek();
    return switch (c) {
      case '"' -> new Hcl.Text(string());
      case '[' -> group(']');
      case '(' -> group(')');
      case '{' -> braces();
      default -> text.startsWith("<<-", at) ? heredoc() : new Hcl.Word(isWord(c) ? word() : operator());
    };
  }

  private Hcl group(char close) {
    at++;
    List<Hcl> parts = new ArrayList<>();
    for (skip(true); peek() != close; skip(true)) {
      if (peek() == ',') {
        at++;
      } else {
        parts.add(expression());
      }
    }
    at++;
    return new Hcl.Group(parts);
  }

  private Hcl braces() {
    int start = at;
    at++;
    skip(true);
    if (text.startsWith("for ", at)) {
      at = start;
      return group('}');
    }
    Map<String, Hcl> values = Hcl.members();
    for (; peek() != '}'; skip(true)) {
      String key = peek() == '"' ? string() : peek() == '(' ? group(')').source() : word();
      skip(false);
      if (peek() != '=' && peek() != ':') {
        throw error("an object's key has no value");
      }
      at++;
      values.put(key, expression());
      skip(true);
      if (peek() == ',') {
        at++;
      }
    }
    at++;
    return new Hcl.Members(values);
  }

  private Hcl heredoc() {
    int line = text.indexOf('\n', at);
    String mark = text.substring(at + "<<-".length(), line).strip();
    int end = line;
    int next;
    do {
      next = text.indexOf('\n', end + 1);
      if (next < 0) {
        throw error("a heredoc has no end");
      }
      if (text.substring(end + 1, next).strip().equals(mark)) {
        String content = text.substring(line + 1, end).stripIndent();
        at = next;
        return new Hcl.Text(content);
      }
      end = next;
    } while (true);
  }

  /** A quoted string with its templates, in which quotes may nest. */
  private String string() {
    int start = ++at;
    for (int depth = 0; depth > 0 || peek() != '"'; at++) {
      if (peek() == END) {
        throw error("a string has no end");
      } else if (peek() == '\\') {
        at++;
      } else if (text.startsWith("${", at)) {
        depth++;
      } else if (peek() == '}' && depth > 0) {
        depth--;
      }
    }
    return text.substring(start, at++);
  }

  private String word() {
    int start = at;
    while (isWord(peek())) {
      at++;
    }
    if (at == start) {
      throw error("a name is wanted, there is " + peek());
    }
    return text.substring(start, at);
  }

  private String operator() {
    if (".?:=!<>&|+-*/%".indexOf(peek()) < 0) {
      throw error("unknown: " + peek());
    }
    return String.valueOf(text.charAt(at++));
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-';
  }

  /** Blanks and comments; line ends too when they mean nothing. */
  private void skip(boolean lines) {
    while (true) {
      char c = peek();
      if (c == '#' || text.startsWith("//", at)) {
        at = Math.max(at, text.indexOf('\n', at));
      } else if (c == ' ' || c == '\t' || c == '\r' || lines && c == '\n') {
        at++;
      } else {
        return;
      }
    }
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : END;
  }

  private void expect(char wanted) {
    skip(true);
    if (peek() != wanted) {
      throw error(wanted + " is wanted, there is " + peek());
    }
    at++;
  }

  private IllegalStateException error(String what) {
    return new IllegalStateException(name + ":" + (1 + text.substring(0, at).chars().filter(c -> c == '\n').count()) + ": " + what);
  }
}
