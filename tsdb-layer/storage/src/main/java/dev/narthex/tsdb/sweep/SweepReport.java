package dev.narthex.tsdb.sweep;

import dev.narthex.tsdb.catalog.CatalogView;

/**
 * What one sweep did.
 *
 * @param adopted level-0 objects that got their item
 * @param covered blocks removed because others hold their samples
 * @param expired blocks removed because retention is over
 * @param uncommitted outputs deleted because no commit names them
 * @param layouts base layouts deleted with the last block of their day
 * @param failed steps that a store refused; the next sweep tries again
 * @param seen what the catalogue showed, of all objects, before anything was adopted or removed
 */
public record SweepReport(int adopted, int covered, int expired, int uncommitted, int layouts, int failed, CatalogView seen) {}
