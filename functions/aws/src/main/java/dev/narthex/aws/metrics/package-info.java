/**
 * What functions count, for CloudWatch: {@link dev.narthex.aws.metrics.OwnMetric} is the list of metrics,
 * {@link dev.narthex.aws.metrics.EmbeddedMetrics} writes them as lines of the log in embedded metric format, which costs no request.
 */
@NullMarked
package dev.narthex.aws.metrics;

import org.jspecify.annotations.NullMarked;
