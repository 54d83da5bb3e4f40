package dev.narthex.template;

import dev.narthex.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Cuts a source into tokens, with Go's rules for trim markers, comments and white space. */
final class Lexer {
  private static final Set<String> KEYWORDS =
      Set.of("block", "break", "continue", "define", "else", "end", "if", "nil", "range", "template", "with");

  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int parens;

  private Lexer(String source) {
    this.source = source;
  }

  static List<Token> tokens(String source) {
    Lexer lexer = new Lexer(source);
    try {
      lexer.run();
    } catch (LexicalError e) {
      lexer.tokens.add(e.token);
    }
    return lexer.tokens;
  }

  private void run() {
    boolean trimStart = false;
    while (true) {
      int open = source.indexOf("{{", at);
      int end = open < 0 ? source.length() : open;
      int from = at;
      if (trimStart) {
        while (from < end && isSpace(source.charAt(from))) {
          from++;
        }
      }
      boolean trimEnd = open >= 0 && isLeftTrim(open + 2);
      int to = end;
      if (trimEnd) {
        while (to > from && isSpace(source.charAt(to - 1))) {
          to--;
        }
      }
      if (to > from) {
        add(Kind.TEXT, from, to);
      }
      if (open < 0) {
        tokens.add(new Token(Kind.END, source.length(), ""));
        return;
      }
      at = open + 2 + (trimEnd ? 2 : 0);
      trimStart = source.startsWith("/*", at) ? comment(open) : action(open);
    }
  }

  private boolean comment(int open) {
    int close = source.indexOf("*/", at);
    if (close < 0) {
      throw error(open, "unclosed comment");
    }
    at = close + 2;
    boolean trim = isRightTrim(at);
    at += trim ? 2 : 0;
    if (!source.startsWith("}}", at)) {
      throw error(open, "comment ends before closing delimiter");
    }
    at += 2;
    return trim;
  }

  private boolean action(int open) {
    tokens.add(new Token(Kind.LEFT, open, "{{"));
    parens = 0;
    while (true) {
      if (at >= source.length()) {
        throw error(open, "unclosed action");
      }
      boolean trim = isRightTrim(at);
      if (trim ? source.startsWith("}}", at + 2) : source.startsWith("}}", at)) {
        if (parens > 0) {
          throw error(at, "unclosed left paren");
        }
        tokens.add(new Token(Kind.RIGHT, at, "}}"));
        at += trim ? 4 : 2;
        return trim;
      }
      next();
    }
  }

  private void next() {
    int from = at;
    char c = source.charAt(at);
    if (isSpace(c)) {
      while (at < source.length() && isSpace(source.charAt(at)) && !isRightTrimAndClose(at)) {
        at++;
      }
      if (at == from) {
        at++;
      }
      add(Kind.SPACE, from, at);
    } else if (c == ':') {
      if (!source.startsWith(":=", at)) {
        throw error(at, "expected :=");
      }
      at += 2;
      add(Kind.DECLARE, from, at);
    } else if (c == '=') {
      single(Kind.ASSIGN);
    } else if (c == '|') {
      single(Kind.PIPE);
    } else if (c == ',') {
      single(Kind.COMMA);
    } else if (c == '(') {
      parens++;
      single(Kind.OPEN);
    } else if (c == ')') {
      if (--parens < 0) {
        throw error(at, "unexpected right paren");
      }
      single(Kind.CLOSE);
    } else if (c == '"') {
      quoted('"', "unterminated quoted string", Kind.STRING);
    } else if (c == '\'') {
      quoted('\'', "unterminated character constant", Kind.CHAR);
    } else if (c == '`') {
      int close = source.indexOf('`', at + 1);
      if (close < 0) {
        throw error(at, "unterminated raw quoted string");
      }
      at = close + 1;
      add(Kind.RAW_STRING, from, at);
    } else if (c == '$') {
      at++;
      word(Kind.VARIABLE, from);
    } else if (c == '.' && !(at + 1 < source.length() && isDigit(source.charAt(at + 1)))) {
      at++;
      if (at < source.length() && isWord(source.charAt(at))) {
        word(Kind.FIELD, from);
      } else {
        add(Kind.DOT, from, at);
      }
    } else if (isDigit(c) || c == '+' || c == '-' || c == '.') {
      number(from);
    } else if (isWord(c)) {
      identifier(from);
    } else {
      other();
    }
  }

  private void identifier(int from) {
    while (at < source.length() && isWord(source.charAt(at))) {
      at++;
    }
    String word = source.substring(from, at);
    checkTerminator(word);
    Kind kind = KEYWORDS.contains(word) ? Kind.KEYWORD : word.equals("true") || word.equals("false") ? Kind.BOOL : Kind.IDENTIFIER;
    tokens.add(new Token(kind, from, word));
  }

  private void word(Kind kind, int from) {
    while (at < source.length() && isWord(source.charAt(at))) {
      at++;
    }
    checkTerminator(source.substring(from, at));
    add(kind, from, at);
  }

  private void checkTerminator(String word) {
    if (at >= source.length()) {
      return;
    }
    char c = source.charAt(at);
    if (!isSpace(c) && ".,|:)(=".indexOf(c) < 0 && !source.startsWith("}}", at)) {
      throw error(at, "bad character " + describe(source.codePointAt(at)));
    }
  }

  private void number(int from) {
    if (source.charAt(at) == '+' || source.charAt(at) == '-') {
      at++;
    }
    String digits = "0123456789_";
    boolean hex = false;
    if (at + 1 < source.length() && source.charAt(at) == '0') {
      char base = Character.toLowerCase(source.charAt(at + 1));
      hex = base == 'x';
      if (hex || base == 'o' || base == 'b') {
        at += 2;
        digits = hex ? "0123456789abcdefABCDEF_" : base == 'o' ? "01234567_" : "01_";
      }
    }
    accept(digits);
    if (at < source.length() && source.charAt(at) == '.') {
      at++;
      accept(digits);
    }
    if (at < source.length() && (hex ? "pP" : "eE").indexOf(source.charAt(at)) >= 0) {
      at++;
      if (at < source.length() && "+-".indexOf(source.charAt(at)) >= 0) {
        at++;
      }
      accept("0123456789_");
    }
    if (at < source.length() && isWord(source.charAt(at))) {
      at++;
      throw error(from, "bad number syntax: " + GoText.quote(source.substring(from, at)));
    }
    add(Kind.NUMBER, from, at);
  }

  private void accept(String characters) {
    while (at < source.length() && characters.indexOf(source.charAt(at)) >= 0) {
      at++;
    }
  }

  private void quoted(char quote, String unterminated, Kind kind) {
    int from = at;
    for (at++; ; at++) {
      if (at >= source.length() || source.charAt(at) == '\n') {
        throw error(from, unterminated);
      }
      char c = source.charAt(at);
      if (c == '\\') {
        at++;
      } else if (c == quote) {
        at++;
        add(kind, from, at);
        return;
      }
    }
  }

  private void single(Kind kind) {
    add(kind, at, at + 1);
    at++;
  }

  private void add(Kind kind, int from, int to) {
    tokens.add(new Token(kind, from, source.substring(from, to)));
  }

  private boolean isLeftTrim(int i) {
    return i + 1 < source.length() && source.charAt(i) == '-' && isSpace(source.charAt(i + 1));
  }

  private boolean isRightTrim(int i) {
    return i + 1 < source.length() && isSpace(source.charAt(i)) && source.charAt(i + 1) == '-' && source.startsWith("}}", i + 2);
  }

  private boolean isRightTrimAndClose(int i) {
    return isRightTrim(i);
  }

  static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isWord(char c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }

  private static String describe(int codePoint) {
    return String.format("U+%04X '%s'", codePoint, Character.toString(codePoint));
  }

  private void other() {
    if (source.charAt(at) < 0x20 || source.charAt(at) > 0x7e) {
      throw error(at, "unrecognized character in action: " + describe(source.codePointAt(at)));
    }
    single(Kind.OTHER);
  }

  private static LexicalError error(int position, String message) {
    return new LexicalError(new Token(Kind.ERROR, position, message));
  }

  /** Ends the run over the source; becomes the last token. */
  private static final class LexicalError extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Token token;

    LexicalError(Token token) {
      super(token.text());
      this.token = token;
    }
  }
}
