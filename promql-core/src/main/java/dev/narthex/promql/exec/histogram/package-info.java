/**
 * What works on histograms, native and classic alike: {@code histogram_quantile} and its kin, and the remarks that arithmetic on
 * native histograms calls for.
 *
 * <p>{@link dev.narthex.promql.exec.histogram.HistogramCall} gathers the buckets of each classic family and the native histograms,
 * and asks a {@link dev.narthex.promql.exec.histogram.HistogramEstimator} for a number at each step.
 */
@NullMarked
package dev.narthex.promql.exec.histogram;

import org.jspecify.annotations.NullMarked;
