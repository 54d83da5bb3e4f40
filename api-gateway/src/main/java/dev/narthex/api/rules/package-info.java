/**
 * Rules, alerts and the Alertmanagers that alerts go to: {@code /api/v1/rules}, {@code /api/v1/alerts}, {@code /api/v1/alertmanagers}.
 */
@NullMarked
package dev.narthex.api.rules;

import org.jspecify.annotations.NullMarked;
