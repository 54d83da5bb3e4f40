/**
 * Runs the hot paths of queries before somebody waits for an answer, so that the JIT has compiled them: a Narthex on a synthetic day in
 * memory ({@link dev.narthex.jobs.prime.SyntheticNarthex}), asked what dashboards ask ({@link dev.narthex.jobs.prime.Primer}). Nothing
 * of it touches real data, stores, queues or metrics. How the questions reach the controllers is the driver's matter: over HTTP in one
 * process, as events in a function before its snapshot is taken.
 */
@NullMarked
package dev.narthex.jobs.prime;

import org.jspecify.annotations.NullMarked;
