package dev.narthex.promql.source;

import dev.narthex.model.LabelMatcher;
import dev.narthex.model.TimeRange;
import java.util.List;

/**
 * What a selector needs.
 *
 * @param matchers all must pass; at least one rejects the empty string (the parser sees to it)
 * @param range samples outside are not wanted, though a source may return a few more at both ends
 * @param hints what the engine knows beyond that; a source may ignore all of it
 */
public record Selection(List<LabelMatcher> matchers, TimeRange range, SelectHints hints) {}
