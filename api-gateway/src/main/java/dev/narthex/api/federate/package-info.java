/**
 * Federation: another Prometheus scrapes the latest samples of chosen series from {@code /federate}.
 *
 * <p>In go selectors; out comes the text format with explicit timestamps, sorted, external labels added, stale series left out.
 */
@NullMarked
package dev.narthex.api.federate;

import org.jspecify.annotations.NullMarked;
