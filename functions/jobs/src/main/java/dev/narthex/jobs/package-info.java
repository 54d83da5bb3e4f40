/**
 * Everything that happens, as plain code over ports: the {@link dev.narthex.jobs.Job} and its JSON, the queue port, one class a
 * function, and the assembly that builds them all.
 *
 * <p>In goes a scheduled minute or one job; out come objects, catalogue items and further jobs. Running a job twice, late or twice
 * at the same time leaves the same state as running it once. Nothing here knows AWS or a local process. Start reading at
 * {@link dev.narthex.jobs.Narthex}.
 */
@NullMarked
package dev.narthex.jobs;

import org.jspecify.annotations.NullMarked;
