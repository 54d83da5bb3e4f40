package dev.narthex.api.target;

import dev.narthex.model.LabelMatcher;
import java.util.List;

/**
 * Which target metadata are wanted.
 *
 * @param targets conditions on the targets' labels; none = all targets
 * @param metric one metric family; empty = all
 * @param limit most targets to look at; negative = no limit
 */
public record MetadataSelection(List<LabelMatcher> targets, String metric, int limit) {}
