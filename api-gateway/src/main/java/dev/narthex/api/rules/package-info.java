/**
 * Rules, alerts and the Alertmanagers that alerts go to: {@code /api/v1/rules}, {@code /api/v1/alerts}, {@code /api/v1/alertmanagers}.
 *
 * <p>{@link dev.narthex.api.rules.RulesView} is the port.
 */
@NullMarked
package dev.narthex.api.rules;

import org.jspecify.annotations.NullMarked;
