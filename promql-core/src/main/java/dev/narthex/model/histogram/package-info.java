/**
 * Native histograms: exponential buckets (schemas −4…8) and custom bounds (schema −53), integer and float.
 *
 * <p>{@link dev.narthex.model.histogram.NativeHistogram} is the value; arithmetic, reset detection, quantiles and printing stand
 * beside it, one capability a class.
 */
@NullMarked
package dev.narthex.model.histogram;

import org.jspecify.annotations.NullMarked;
