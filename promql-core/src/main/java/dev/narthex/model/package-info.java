/**
 * The data model that every module shares: labels, matchers, samples, native histograms, metadata, time ranges.
 *
 * <p>Values only: nothing here does I/O, reads a clock or knows a format. Times are epoch milliseconds, durations milliseconds
 * unless a name says seconds. Start reading at {@link dev.narthex.model.Labels}.
 */
@NullMarked
package dev.narthex.model;

import org.jspecify.annotations.NullMarked;
