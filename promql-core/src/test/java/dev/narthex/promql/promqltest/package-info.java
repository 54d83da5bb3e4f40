/**
 * Runs conformance scripts: data and queries with their expected results, in the grammar of Prometheus' promqltest.
 *
 * <p>{@link dev.narthex.promql.promqltest.Script} reads a file into commands, {@link dev.narthex.promql.promqltest.ScriptRunner} runs
 * them, {@link dev.narthex.promql.promqltest.PromqlTest} is the command line ({@code tests/promqltest}).
 */
@NullMarked
package dev.narthex.promql.promqltest;

import org.jspecify.annotations.NullMarked;
