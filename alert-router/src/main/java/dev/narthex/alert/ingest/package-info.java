/**
 * Alerts come in: defaults, checks, merging with what is known, and into the groups that are to hear of them. Posted alerts in, stored
 * alerts and group members out; when a post returns, its alerts are safe. Start at {@link dev.narthex.alert.ingest.Alerts}.
 */
@NullMarked
package dev.narthex.alert.ingest;

import org.jspecify.annotations.NullMarked;
