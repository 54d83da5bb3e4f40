/**
 * What Narthex counts about itself: counters, gauges and classic histograms in one {@link dev.narthex.metrics.MetricsRegistry}.
 *
 * <p>In go increments and observations from any thread; out come immutable {@link dev.narthex.metrics.FamilySnapshot}s, which
 * {@link dev.narthex.metrics.ClassicTextWriter} and {@link dev.narthex.metrics.OpenMetricsTextWriter} turn into what
 * {@code GET /metrics} answers. Names are Prometheus' own where the meaning is equal, {@code narthex_*} else. Nothing here reads a
 * clock or the operating system.
 */
@NullMarked
package dev.narthex.metrics;

import org.jspecify.annotations.NullMarked;
