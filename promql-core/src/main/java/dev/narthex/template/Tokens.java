package dev.narthex.template;

import dev.narthex.template.Token.Kind;
import java.util.List;

/** The tokens of one source with the place that its parsers have reached, and how deep they are nested there. Errors name template and line. */
final class Tokens {
  private static final int MAX_DEPTH = 200;

  private final String template;
  private final String source;
  private final List<Token> tokens;
  private int next;
  private int depth;

  Tokens(String template, String source) {
    this.template = template;
    this.source = source;
    this.tokens = Lexer.tokens(source);
  }

  /** @param nested what is one level deeper from here on, until {@link #leave} */
  void enter(Token at, String nested) {
    if (++depth > MAX_DEPTH) {
      throw error(at, nested + " are nested deeper than " + MAX_DEPTH);
    }
  }

  void leave() {
    depth--;
  }

  int depth() {
    return depth;
  }

  int place() {
    return next;
  }

  /** Goes back to an earlier {@link #place}. */
  void backTo(int place) {
    next = place;
  }

  /** Takes one token back. */
  void back() {
    next--;
  }

  void expect(Kind kind, String context) {
    Token token = takeNonSpace();
    if (token.kind() != kind) {
      throw unexpected(token, context);
    }
  }

  Token take() {
    Token token = peek();
    next++;
    return token;
  }

  Token peek() {
    Token token = tokens.get(Math.min(next, tokens.size() - 1));
    if (token.kind() == Kind.ERROR) {
      throw error(token, token.text());
    }
    return token;
  }

  Token previous() {
    return tokens.get(Math.clamp(next - 1, 0, tokens.size() - 1));
  }

  Token takeNonSpace() {
    Token token = take();
    return token.kind() == Kind.SPACE ? take() : token;
  }

  Token peekNonSpace() {
    if (peek().kind() == Kind.SPACE) {
      next++;
    }
    return peek();
  }

  TemplateException unexpected(Token token, String context) {
    String what =
        switch (token.kind()) {
          case END -> "EOF";
          case KEYWORD, DOT -> "<" + token.text() + ">";
          case SPACE -> "\" \"";
          default -> GoText.quote(token.text());
        };
    return error(token, "unexpected " + what + " in " + context);
  }

  TemplateException error(Token token, String message) {
    return new TemplateException("template: " + template + ":" + Positions.line(source, token.at()) + ": " + message);
  }
}
