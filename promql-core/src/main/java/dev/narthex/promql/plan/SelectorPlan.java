package dev.narthex.promql.plan;

import dev.narthex.model.LabelMatcher;
import dev.narthex.promql.ast.VectorSelector;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Which series, and when relative to the steps.
 *
 * @param offset milliseconds to look back
 * @param at the fixed time of {@code @}, epoch milliseconds
 * @param detail how much of native histograms is needed
 * @param projection the labels that the query looks at; absent when all
 */
public record SelectorPlan(
    List<LabelMatcher> matchers,
    long offset,
    OptionalLong at,
    VectorSelector.Extension extension,
    HistogramDetail detail,
    Optional<Set<String>> projection) {}
