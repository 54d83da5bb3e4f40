/**
 * Unit tests of rules in promtool's file format: input series, expected alerts and query results. In goes a test file and the rule files
 * that it names, out come the failures. Start reading at {@link dev.narthex.rules.unittest.UnitTestRun}.
 */
@NullMarked
package dev.narthex.rules.unittest;

import org.jspecify.annotations.NullMarked;
