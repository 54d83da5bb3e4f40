/**
 * Alertmanager's API v2: alerts in and out, groups, silences, receivers, status; what amtool, Karma and Grafana ask.
 *
 * <p>{@link dev.narthex.api.alertmanager.AlertRouter} is the port. Errors are JSON strings, as Alertmanager's are.
 */
@NullMarked
package dev.narthex.api.alertmanager;

import org.jspecify.annotations.NullMarked;
