/**
 * Stands in for EventBridge and SQS in one process: a delay queue for jobs and a loop that fires the tick of every minute and runs
 * what is due.
 *
 * <p>In goes a {@link dev.narthex.jobs.Narthex}; nothing comes out but its work. All time is asked of an
 * {@link java.time.InstantSource}, so a test steps through days in milliseconds. Start reading at
 * {@link dev.narthex.local.loop.EventLoop}.
 */
@NullMarked
package dev.narthex.local.loop;

import org.jspecify.annotations.NullMarked;
