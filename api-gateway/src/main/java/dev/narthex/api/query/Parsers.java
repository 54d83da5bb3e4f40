package dev.narthex.api.query;

import dev.narthex.promql.parse.ParserOptions;
import dev.narthex.promql.parse.PromqlParser;
import dev.narthex.promql.query.QueryFeature;
import dev.narthex.promql.query.QueryOptions;

/** The parser that takes what the installation's features allow. */
final class Parsers {
  private Parsers() {}

  static PromqlParser of(QueryOptions options) {
    return new PromqlParser(
        new ParserOptions(
            options.has(QueryFeature.EXPERIMENTAL_FUNCTIONS),
            ParserOptions.DEFAULTS.durationExpressions(),
            options.has(QueryFeature.EXTENDED_RANGE_SELECTORS),
            options.has(QueryFeature.BINOP_FILL_MODIFIERS)));
  }
}
