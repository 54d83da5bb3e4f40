package dev.narthex.promql.parse;

import dev.narthex.model.GoQuote;
import dev.narthex.promql.ast.PositionRange;

/**
 * A piece of the query.
 *
 * @param text as written; of an error its message
 * @param position of the piece; of an error from its place to the end of the query
 */
record Token(TokenKind kind, String text, PositionRange position) {
  private static final int SHOWN_CODE_POINTS = 10;

  /** As "unexpected …" names it. */
  String description() {
    return switch (kind.group()) {
      case END -> "end of input";
      case OPERATOR -> "<op:" + text + ">";
      case AGGREGATOR -> "<aggr:" + text + ">";
      case KEYWORD -> "<" + text + ">";
      case MARK, QUERY_FUNCTION -> shortened();
      case WORD -> kind.symbol() + " " + (isIdentifier() ? GoQuote.quote(text) : shortened());
    };
  }

  private boolean isIdentifier() {
    return kind == TokenKind.IDENTIFIER || kind == TokenKind.METRIC_IDENTIFIER;
  }

  private String shortened() {
    if (position.end() - position.start() <= SHOWN_CODE_POINTS) {
      return GoQuote.quote(text);
    }
    int shown = Math.min(text.codePointCount(0, text.length()), SHOWN_CODE_POINTS);
    return GoQuote.quote(text.substring(0, text.offsetByCodePoints(0, shown))) + "...";
  }
}
