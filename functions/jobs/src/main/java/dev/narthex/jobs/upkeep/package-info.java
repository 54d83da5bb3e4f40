/**
 * Keeping the store in order: the compact and sweep jobs, and when they are due. Start reading at
 * {@link dev.narthex.jobs.upkeep.UpkeepWork}.
 */
@NullMarked
package dev.narthex.jobs.upkeep;

import org.jspecify.annotations.NullMarked;
