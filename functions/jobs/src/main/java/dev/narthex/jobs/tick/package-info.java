/**
 * The tick: once a minute it plans the next minute and sends its jobs, delayed to their slots. In goes a scheduled minute; out come
 * delayed jobs. Start reading at {@link dev.narthex.jobs.tick.TickPlanner}.
 */
@NullMarked
package dev.narthex.jobs.tick;

import org.jspecify.annotations.NullMarked;
