/**
 * Microbenchmarks of the query engine over memory: the cases that Prometheus' own benchmark measures, in nanoseconds per series and
 * step. {@code tests/bench engine} runs them.
 */
@NullMarked
package dev.narthex.bench.engine;

import org.jspecify.annotations.NullMarked;
