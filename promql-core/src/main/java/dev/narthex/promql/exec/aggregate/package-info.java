/**
 * Aggregations, one a file. Those that need one number (or a few) for each group and step stream: rows are added to
 * {@link dev.narthex.promql.exec.aggregate.Cells} and forgotten. The others say why they hold rows.
 */
@NullMarked
package dev.narthex.promql.exec.aggregate;

import org.jspecify.annotations.NullMarked;
