package dev.narthex.api.target;

import dev.narthex.model.Labels;
import dev.narthex.model.MetricMetadata;

/** What one target says about one metric family. */
public record TargetMetadata(Labels target, String metric, MetricMetadata metadata) {}
