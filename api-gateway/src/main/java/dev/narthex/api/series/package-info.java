/**
 * Which series, label names, label values and metric descriptions there are.
 *
 * <p>{@link dev.narthex.api.series.SeriesSources} is the port to the storage.
 */
@NullMarked
package dev.narthex.api.series;

import org.jspecify.annotations.NullMarked;
