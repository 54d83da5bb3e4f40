/**
 * Benchmarks, started by {@code tests/bench}. Each is a main class that prints a small table, or JSON with {@code --json}; none is a
 * timed test. Figures with machine and commands stand in {@code docs/benchmarks.md}.
 */
@NullMarked
package dev.narthex.bench;

import org.jspecify.annotations.NullMarked;
