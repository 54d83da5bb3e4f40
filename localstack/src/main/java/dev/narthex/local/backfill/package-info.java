/**
 * Backfill: samples from a file straight into blocks of levels 2 and 3. In goes an OpenMetrics text with timestamps, out come blocks and
 * their catalogue items, named by what they hold, so that importing a file twice is importing it once. Start reading at
 * {@link dev.narthex.local.backfill.OpenMetricsImport}.
 */
@NullMarked
package dev.narthex.local.backfill;

import org.jspecify.annotations.NullMarked;
