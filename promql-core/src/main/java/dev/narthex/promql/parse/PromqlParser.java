package dev.narthex.promql.parse;

import dev.narthex.model.LabelMatcher;
import dev.narthex.promql.ast.Expr;
import dev.narthex.promql.ast.PositionRange;
import dev.narthex.promql.ast.VectorSelector;
import java.util.List;

/**
 * Parses PromQL. Immutable and safe for concurrent use.
 *
 * <p>The first thing that is wrong is thrown as a {@link ParseException}: in the order of the text for syntax, then in the order of
 * the tree for types.
 */
public final class PromqlParser {
  private final ParserOptions options;

  public PromqlParser(ParserOptions options) {
    this.options = options;
  }

  /**
   * An expression with its types checked.
   *
   * @throws ParseException when the text is not PromQL, or uses what the options leave off
   */
  public Expr parse(String query) {
    Tokens tokens = new Tokens(query);
    if (tokens.is(TokenKind.EOF)) {
      throw tokens.error(PositionRange.NONE, "no expression found in input");
    }
    Expr expr = new ExprReader(tokens, options).expression();
    if (!tokens.is(TokenKind.EOF)) {
      throw tokens.unexpected("", "");
    }
    new TypeChecker(query).check(expr);
    return expr;
  }

  /**
   * The matchers of a series selector, as in the API's {@code match[]}: no offset, no range. Whether one of them rejects the empty
   * string is not checked.
   *
   * @throws ParseException when the text is no selector
   */
  public List<LabelMatcher> parseSelector(String selector) {
    Tokens tokens = new Tokens(selector);
    VectorSelector parsed = new ExprReader(tokens, options).selector();
    if (!tokens.is(TokenKind.EOF)) {
      throw tokens.unexpected("", "");
    }
    return parsed.matchers();
  }
}
