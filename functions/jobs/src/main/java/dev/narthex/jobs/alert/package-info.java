/**
 * The alert router as functions: its stores over the state table, its timers over the job queue, its configuration out of the version in
 * force, and the port of its HTTP API. Start at {@link dev.narthex.jobs.alert.Routers}.
 */
@NullMarked
package dev.narthex.jobs.alert;

import org.jspecify.annotations.NullMarked;
