package dev.narthex.model;

/**
 * One exemplar of a series.
 *
 * @param timestamp epoch milliseconds; the scrape's time when the target gave none, see {@code hasTimestamp}
 * @param hasTimestamp whether the target gave the time itself
 */
public record Exemplar(Labels labels, double value, long timestamp, boolean hasTimestamp) {}
