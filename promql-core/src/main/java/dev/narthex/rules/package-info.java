/**
 * Recording and alerting rules as Prometheus has them: rule files, one evaluation of a group, the life of an alert.
 *
 * <p>In go a group, the state that the last evaluation left, a time and a source of samples; out come samples, the new state and what
 * went wrong. Everything is a value: who stores the state and who sends alerts is decided by the jobs. Start at
 * {@link dev.narthex.rules.GroupEvaluator}.
 */
@NullMarked
package dev.narthex.rules;

import org.jspecify.annotations.NullMarked;
