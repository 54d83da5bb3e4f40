package dev.narthex.promql.parse;

import static dev.narthex.model.GoQuote.quote;
import static dev.narthex.model.GoQuote.quoteRune;

import dev.narthex.promql.ast.PositionRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Cuts a query into tokens. A character that fits nowhere ends the list with an {@link TokenKind#ERROR}; a query that is whole ends it
 * with {@link TokenKind#EOF}. What a word means depends on where it stands: inside braces all words are identifiers, inside brackets
 * only numbers, durations and the four words of duration expressions occur.
 */
final class Lexer {
  private static final int END = -1;

  private final String input;
  private final Utf8Offsets offsets;
  private final NumberScanner numbers;
  private final List<Token> tokens = new ArrayList<>();

  private int position;
  private int start;
  private int parenDepth;
  private boolean insideBraces;
  private boolean insideBrackets;
  /** Right behind a left bracket, before the first number. */
  private boolean startOfBrackets;
  private boolean colonSeen;
  private boolean numberSeen;
  private boolean done;

  private Lexer(String input) {
    this.input = input;
    this.offsets = Utf8Offsets.of(input);
    this.numbers = new NumberScanner(input);
  }

  static List<Token> tokens(String input) {
    Lexer lexer = new Lexer(input);
    while (!lexer.done) {
      lexer.step();
    }
    return lexer.tokens;
  }

  private void step() {
    start = position;
    int c = next();
    if (isSpace(c)) {
      return;
    }
    if (c == '#' && !startOfBrackets) {
      while (peek() != END && peek() != '\n' && peek() != '\r') {
        next();
      }
    } else if (insideBraces) {
      insideBraces(c);
    } else if (startOfBrackets) {
      startOfBrackets(c);
    } else {
      statement(c);
    }
  }

  private void statement(int c) {
    switch (c) {
      case END -> endOfInput();
      case ',' -> emit(TokenKind.COMMA);
      case '*' -> emit(TokenKind.MULTIPLY);
      case '/' -> emit(TokenKind.DIVIDE);
      case '%' -> emit(TokenKind.MODULO);
      case '+' -> emit(TokenKind.ADD);
      case '-' -> emit(TokenKind.SUBTRACT);
      case '^' -> emit(TokenKind.POWER);
      case '@' -> emit(TokenKind.AT);
      case '=' -> {
        if (peek() == '~') {
          error("unexpected character after '=': " + quoteRune('~'));
        } else {
          emit(accept('=') ? TokenKind.EQUAL : TokenKind.ASSIGN);
        }
      }
      case '!' -> {
        int after = next();
        if (after == '=') {
          emit(TokenKind.NOT_EQUAL);
        } else {
          error("unexpected character after '!': " + quoteRune(after));
        }
      }
      case '<' -> emit(accept('=') ? TokenKind.LESS_OR_EQUAL : accept('/') ? TokenKind.TRIM_UPPER : TokenKind.LESS);
      case '>' -> emit(accept('=') ? TokenKind.GREATER_OR_EQUAL : accept('/') ? TokenKind.TRIM_LOWER : TokenKind.GREATER);
      case '"', '\'' -> quotedString(c);
      case '`' -> rawString();
      case '(' -> leftParen();
      case ')' -> rightParen();
      case '{' -> {
        emit(TokenKind.LEFT_BRACE);
        insideBraces = true;
      }
      case '[' -> leftBracket();
      case ']' -> {
        if (insideBrackets) {
          emit(TokenKind.RIGHT_BRACKET);
          insideBrackets = false;
        } else {
          error("unexpected right bracket " + quoteRune(c));
        }
      }
      default -> numberOrWord(c);
    }
  }

  private void numberOrWord(int c) {
    if (isDigit(c) || (c == '.' && isDigit(peek()))) {
      numberOrDuration();
    } else if (!isAlpha(c) && c != ':') {
      error("unexpected character: " + quoteRune(c));
    } else if (!insideBrackets) {
      word();
    } else if (c == ':') {
      if (colonSeen) {
        error("unexpected colon " + quoteRune(c));
      } else {
        emit(TokenKind.COLON);
        colonSeen = true;
      }
    } else if (!durationKeyword(c)) {
      error("unexpected character: " + quoteRune(c) + ", expected " + quoteRune(':'));
    }
  }

  private void endOfInput() {
    if (parenDepth != 0) {
      error("unclosed left parenthesis");
    } else if (insideBrackets) {
      error("unclosed left bracket");
    } else {
      emit(TokenKind.EOF);
      done = true;
    }
  }

  private void leftParen() {
    emit(TokenKind.LEFT_PAREN);
    parenDepth++;
  }

  private void rightParen() {
    parenDepth--;
    if (parenDepth < 0) {
      start = position;
      error("unexpected right parenthesis " + quoteRune(')'));
    } else {
      emit(TokenKind.RIGHT_PAREN);
    }
  }

  private void leftBracket() {
    if (insideBrackets) {
      error("unexpected left bracket " + quoteRune('['));
      return;
    }
    emit(TokenKind.LEFT_BRACKET);
    insideBrackets = true;
    startOfBrackets = true;
    colonSeen = false;
  }

  private void startOfBrackets(int c) {
    switch (c) {
      case END -> error("unexpected end of input in duration expression");
      case ']' -> {
        emit(TokenKind.RIGHT_BRACKET);
        startOfBrackets = false;
        insideBrackets = false;
        colonSeen = false;
      }
      case ':' -> {
        if (numberSeen && !colonSeen) {
          emit(TokenKind.COLON);
          colonSeen = true;
        } else {
          start = position;
          error("unexpected " + (numberSeen ? "repeated colon" : "colon before duration") + " in duration expression");
        }
      }
      case '(' -> leftParen();
      case ')' -> rightParen();
      case '+' -> emit(TokenKind.ADD);
      case '-' -> emit(TokenKind.SUBTRACT);
      case '*' -> emit(TokenKind.MULTIPLY);
      case '/' -> emit(TokenKind.DIVIDE);
      case '%' -> emit(TokenKind.MODULO);
      case '^' -> emit(TokenKind.POWER);
      case ',' -> emit(TokenKind.COMMA);
      default -> {
        if (isDigit(c) || (c == '.' && isDigit(peek()))) {
          numberSeen = true;
          startOfBrackets = false;
          numberOrDuration();
        } else if (!durationKeyword(c)) {
          error("unexpected character in duration expression: " + quoteRune(c));
        }
      }
    }
  }

  private void insideBraces(int c) {
    switch (c) {
      case END -> error("unexpected end of input inside braces");
      case ',' -> emit(TokenKind.COMMA);
      case '"', '\'' -> quotedString(c);
      case '`' -> rawString();
      case '=' -> emit(accept('~') ? TokenKind.REGEX_MATCH : TokenKind.ASSIGN);
      case '!' -> {
        int after = next();
        if (after == '~') {
          emit(TokenKind.REGEX_MISMATCH);
        } else if (after == '=') {
          emit(TokenKind.NOT_EQUAL);
        } else {
          error("unexpected character after '!' inside braces: " + quoteRune(after));
        }
      }
      case '{' -> error("unexpected left brace " + quoteRune(c));
      case '}' -> {
        emit(TokenKind.RIGHT_BRACE);
        insideBraces = false;
      }
      default -> {
        if (isAlpha(c)) {
          while (isAlphaNumeric(peek())) {
            next();
          }
          emit(TokenKind.IDENTIFIER);
        } else {
          error("unexpected character inside braces: " + quoteRune(c));
        }
      }
    }
  }

  private void numberOrDuration() {
    NumberScanner.Scan scan = numbers.scan(start);
    position = scan.end();
    switch (scan.outcome()) {
      case NUMBER -> emit(TokenKind.NUMBER);
      case DURATION -> emit(TokenKind.DURATION);
      case NEITHER -> error("bad number or duration syntax: " + quote(input.substring(start, position)));
    }
  }

  /** One of {@code step range max_of min_of}; false when the word is another one. */
  private boolean durationKeyword(int first) {
    int initial = Character.toLowerCase(first);
    if (initial != 's' && initial != 'r' && initial != 'm') {
      return false;
    }
    while (isAlpha(peek())) {
      next();
    }
    Optional<TokenKind> kind =
        switch (input.substring(start, position).toLowerCase(Locale.ROOT)) {
          case "step" -> Optional.of(TokenKind.STEP);
          case "range" -> Optional.of(TokenKind.RANGE);
          case "max_of" -> Optional.of(TokenKind.MAX_OF);
          case "min_of" -> Optional.of(TokenKind.MIN_OF);
          default -> Optional.empty();
        };
    kind.ifPresent(this::emit);
    return kind.isPresent();
  }

  private void word() {
    while (isAlphaNumeric(peek()) || peek() == ':') {
      next();
    }
    String word = input.substring(start, position);
    Optional<TokenKind> keyword = TokenKind.keyword(word);
    if (keyword.isEmpty()) {
      emit(word.indexOf(':') < 0 ? TokenKind.IDENTIFIER : TokenKind.METRIC_IDENTIFIER);
    } else {
      emit(isFill(keyword.get()) && !parenFollows() ? TokenKind.IDENTIFIER : keyword.get());
    }
  }

  /** These became keywords late: without a parenthesis behind them they still name metrics. */
  private static boolean isFill(TokenKind kind) {
    return kind == TokenKind.FILL || kind == TokenKind.FILL_LEFT || kind == TokenKind.FILL_RIGHT;
  }

  private boolean parenFollows() {
    int i = position;
    while (i < input.length() && isSpace(input.charAt(i))) {
      i++;
    }
    return i < input.length() && input.charAt(i) == '(';
  }

  private void rawString() {
    int c = next();
    while (c != '`') {
      if (isInvalid(c)) {
        error("invalid UTF-8 rune");
        return;
      }
      if (c == END) {
        error("unterminated raw string");
        return;
      }
      c = next();
    }
    emit(TokenKind.STRING);
  }

  private void quotedString(int quote) {
    int c = next();
    while (c != quote) {
      if (c == '\\') {
        Optional<String> problem = escape(quote);
        if (problem.isPresent()) {
          error(problem.get());
          return;
        }
      } else if (isInvalid(c)) {
        error("invalid UTF-8 rune");
        return;
      } else if (c == END || c == '\n') {
        error("unterminated quoted string");
        return;
      }
      c = next();
    }
    emit(TokenKind.STRING);
  }

  /** Reads what follows a backslash; answers what is wrong with it. */
  private Optional<String> escape(int quote) {
    int c = next();
    if (c == quote || (c != END && "abfnrtv\\".indexOf(c) >= 0)) {
      return Optional.empty();
    }
    if (c >= '0' && c <= '7') {
      return digits(c, 3, 8, 255);
    }
    return switch (c) {
      case 'x' -> digits(next(), 2, 16, 255);
      case 'u' -> digits(next(), 4, 16, Character.MAX_CODE_POINT);
      case 'U' -> digits(next(), 8, 16, Character.MAX_CODE_POINT);
      case END -> Optional.of("escape sequence not terminated");
      default -> Optional.of("unknown escape sequence " + unicodeName(c));
    };
  }

  private Optional<String> digits(int first, int count, int base, int max) {
    long value = 0;
    int c = first;
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        c = next();
      }
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0 || digit >= base) {
        return Optional.of(c == END ? "escape sequence not terminated" : "illegal character " + unicodeName(c) + " in escape sequence");
      }
      value = value * base + digit;
    }
    boolean valid = value <= max && (value < 0xd800 || value > 0xdfff);
    return valid ? Optional.empty() : Optional.of("escape sequence is an invalid Unicode code point");
  }

  /** Go's {@code %#U}. */
  private static String unicodeName(int c) {
    return String.format(Locale.ROOT, "U+%04X '%s'", c, Character.toString(c));
  }

  private int next() {
    if (position >= input.length()) {
      return END;
    }
    int c = input.codePointAt(position);
    position += Character.charCount(c);
    return c;
  }

  private int peek() {
    return position >= input.length() ? END : input.codePointAt(position);
  }

  private boolean accept(char c) {
    if (peek() != c) {
      return false;
    }
    position++;
    return true;
  }

  private void emit(TokenKind kind) {
    tokens.add(new Token(kind, input.substring(start, position), offsets.range(start, position)));
  }

  private void error(String message) {
    tokens.add(new Token(TokenKind.ERROR, message, offsets.range(start, input.length())));
    done = true;
  }

  private static boolean isInvalid(int c) {
    return c == 0xfffd || (c >= 0xd800 && c <= 0xdfff);
  }

  static boolean isSpace(int c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  static boolean isAlpha(int c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  static boolean isAlphaNumeric(int c) {
    return isAlpha(c) || isDigit(c);
  }
}
