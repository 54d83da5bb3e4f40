package dev.narthex.promql.parse;

import dev.narthex.promql.ast.PositionRange;
import java.util.List;

/** A cursor over the tokens of one query. Looking at an error token throws it. */
final class Tokens {
  private final String query;
  private final List<Token> tokens;
  private int at;

  Tokens(String query) {
    this.query = query;
    this.tokens = Lexer.tokens(query);
  }

  /** The next token, not taken yet. */
  Token peek() {
    Token token = tokens.get(Math.min(at, tokens.size() - 1));
    if (token.kind() == TokenKind.ERROR) {
      throw error(token.position(), token.text());
    }
    return token;
  }

  TokenKind kind() {
    return peek().kind();
  }

  boolean is(TokenKind kind) {
    return kind() == kind;
  }

  Token take() {
    Token token = peek();
    at++;
    return token;
  }

  boolean accept(TokenKind kind) {
    if (!is(kind)) {
      return false;
    }
    at++;
    return true;
  }

  /** The token last taken. */
  Token last() {
    return tokens.get(Math.max(0, Math.min(at, tokens.size()) - 1));
  }

  ParseException error(PositionRange position, String reason) {
    return new ParseException(position, query, reason);
  }

  /**
   * The complaint about the next token.
   *
   * @param context what was being read ({@code " in aggregation"}), or ""
   * @param expected what could have stood here, or ""
   */
  ParseException unexpected(String context, String expected) {
    Token token = peek();
    StringBuilder reason = new StringBuilder("unexpected ").append(token.description());
    if (!context.isEmpty()) {
      reason.append(" in ").append(context);
    }
    if (!expected.isEmpty()) {
      reason.append(", expected ").append(expected);
    }
    return error(token.position(), reason.toString());
  }

  String query() {
    return query;
  }
}
