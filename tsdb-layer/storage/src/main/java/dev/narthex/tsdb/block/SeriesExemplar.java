package dev.narthex.tsdb.block;

import dev.narthex.model.Exemplar;

/**
 * An exemplar with its series.
 *
 * @param series index into the {@link SeriesTable} of the row
 */
public record SeriesExemplar(int series, Exemplar exemplar) {}
