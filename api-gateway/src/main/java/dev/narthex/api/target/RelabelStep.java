package dev.narthex.api.target;

import dev.narthex.model.Labels;
import java.util.Map;

/**
 * One rule applied.
 *
 * @param rule the rule's keys as in the configuration: strings, numbers or lists of strings
 * @param output the labels after it
 * @param keep false when the rule dropped the target
 */
public record RelabelStep(Map<String, Object> rule, Labels output, boolean keep) {}
