package dev.narthex.promql.query;

import java.time.Duration;

/**
 * What a query took.
 *
 * @param preparation parsing and planning
 * @param evaluation running the plan
 * @param sorting putting the result in order
 * @param total all of it
 * @param totalSamples samples looked at, counted once for each step that sees them ({@code totalQueryableSamples})
 * @param samplesRead samples read from the source, each once
 * @param peakSamples most samples held at a time
 * @param peakBytes most bytes held at a time
 * @param series series read from the source
 * @param totalSamplesPerStep {@code totalSamples} by step when {@link QueryFeature#PER_STEP_STATS} is on, else empty
 */
public record QueryStatistics(
    Duration preparation,
    Duration evaluation,
    Duration sorting,
    Duration total,
    long totalSamples,
    long samplesRead,
    long peakSamples,
    long peakBytes,
    long series,
    long[] totalSamplesPerStep) {}
