package dev.narthex.tsdb.block;

import dev.narthex.model.Exemplar;

/**
 * An exemplar and the block column it belongs to.
 *
 * @param column delta columns first, then those of the layout
 */
public record ColumnExemplar(int column, Exemplar exemplar) {}
