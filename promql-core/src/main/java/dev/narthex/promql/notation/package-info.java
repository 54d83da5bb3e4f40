/**
 * The notation of series in test files ({@code metric{l="v"} 1+2x5 _ stale}), shared by the conformance scripts and by unit tests of
 * rules: see {@link dev.narthex.promql.notation.SeriesNotation}.
 */
@NullMarked
package dev.narthex.promql.notation;

import org.jspecify.annotations.NullMarked;
