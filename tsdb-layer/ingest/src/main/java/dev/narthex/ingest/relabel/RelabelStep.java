package dev.narthex.ingest.relabel;

import dev.narthex.model.Labels;

/**
 * What one rule made of a label set.
 *
 * @param output the labels after the rule; empty when it dropped them
 * @param keep whether the labels went on
 */
public record RelabelStep(RelabelRule rule, Labels output, boolean keep) {}
