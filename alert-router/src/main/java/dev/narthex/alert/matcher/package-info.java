/**
 * Matchers as users of Alertmanager write them: in routes, inhibition rules, silences, filters of the API. Text in, {@link
 * dev.narthex.model.LabelMatcher}s out. Start at {@link dev.narthex.alert.matcher.MatcherParser}.
 */
@NullMarked
package dev.narthex.alert.matcher;

import org.jspecify.annotations.NullMarked;
