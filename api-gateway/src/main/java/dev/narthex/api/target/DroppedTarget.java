package dev.narthex.api.target;

import dev.narthex.model.Labels;

/** A discovered target that relabelling dropped. */
public record DroppedTarget(Labels discovered, String scrapePool) {}
