/**
 * Tells alerts to Alertmanagers outside, those of {@code alerting} in prometheus.yml. In go alerts, out go posts to their API v2. Start
 * reading at {@link dev.narthex.jobs.alertmanager.AlertmanagerSink}.
 */
@NullMarked
package dev.narthex.jobs.alertmanager;

import org.jspecify.annotations.NullMarked;
