package dev.narthex.rules;

import dev.narthex.promql.query.Annotations;
import dev.narthex.promql.query.QueryResult.Sample;
import java.util.List;
import java.util.Optional;

/**
 * One rule after one evaluation.
 *
 * @param samples to be stored, at the evaluation's time: the recorded series, or ALERTS and ALERTS_FOR_STATE
 * @param failure why the rule has no result; then there are no samples, and its series get no entry: a gap, not staleness
 */
public record RuleOutcome(Rule rule, List<Sample> samples, RuleState state, Annotations annotations, Optional<String> failure) {
  static RuleOutcome failed(Rule rule, RuleState state, String why) {
    return new RuleOutcome(rule, List.of(), state, Annotations.NONE, Optional.of(why));
  }
}
