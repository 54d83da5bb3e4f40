package dev.narthex.promql.parse;

/**
 * Which experimental parts of the language are accepted; the names of the options are those of Prometheus' {@code --enable-feature}.
 *
 * @param experimentalFunctions {@code promql-experimental-functions}: the functions and aggregations marked experimental
 * @param durationExpressions arithmetic in ranges, offsets and steps; stable and on since Prometheus 3.14
 * @param extendedRangeSelectors {@code promql-extended-range-selectors}: {@code anchored} and {@code smoothed}
 * @param fillModifiers {@code promql-binop-fill-modifiers}: {@code fill}, {@code fill_left}, {@code fill_right}
 */
public record ParserOptions(
    boolean experimentalFunctions, boolean durationExpressions, boolean extendedRangeSelectors, boolean fillModifiers) {
  /** Prometheus' defaults. */
  public static final ParserOptions DEFAULTS = new ParserOptions(false, true, false, false);

  /** Everything on, as the conformance scripts want it. */
  public static final ParserOptions EVERYTHING = new ParserOptions(true, true, true, true);
}
