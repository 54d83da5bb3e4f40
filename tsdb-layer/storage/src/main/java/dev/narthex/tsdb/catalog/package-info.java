/**
 * The catalogue: one small item per block, from which a reader plans its range reads without listing or footers; and the control
 * items of jobs.
 *
 * <p>{@link dev.narthex.tsdb.catalog.Catalog} and {@link dev.narthex.tsdb.catalog.ControlState} are the ports, over items of two
 * string keys, a version and bytes, so that DynamoDB, MVStore and memory store the same. What the bytes mean is written by the
 * item records here (grammar: {@code docs/format/catalog.md}).
 */
@NullMarked
package dev.narthex.tsdb.catalog;

import org.jspecify.annotations.NullMarked;
