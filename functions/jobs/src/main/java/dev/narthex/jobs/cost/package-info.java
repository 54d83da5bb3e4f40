/**
 * What Narthex costs on AWS. {@link dev.narthex.jobs.cost.Prices} holds the prices, the one place where they stand; a
 * {@link dev.narthex.tsdb.store.RequestLog} of a run is priced by {@link dev.narthex.jobs.cost.Meter},
 * and {@link dev.narthex.jobs.cost.Estimate} writes the bill of a month that has not happened yet.
 */
@NullMarked
package dev.narthex.jobs.cost;

import org.jspecify.annotations.NullMarked;
