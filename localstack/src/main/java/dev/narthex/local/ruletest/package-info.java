/**
 * {@code narthex check rules} and {@code narthex test rules} without their command line: reads files, runs the tests of
 * {@code dev.narthex.rules.unittest}, reports. Start reading at {@link dev.narthex.local.ruletest.RuleTests}.
 */
@NullMarked
package dev.narthex.local.ruletest;

import org.jspecify.annotations.NullMarked;
