/**
 * The {@code narthex} command line: one class a command, below {@link dev.narthex.local.cli.Main}.
 *
 * <p>Exit codes: 0 ok, 1 a finding (a bad configuration, a query that fails), 2 wrong usage, 3 input or output failed. An error is one
 * sentence that names the place and the remedy.
 */
@NullMarked
package dev.narthex.local.cli;

import org.jspecify.annotations.NullMarked;
