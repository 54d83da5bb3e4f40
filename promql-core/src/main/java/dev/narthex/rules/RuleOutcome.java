package dev.narthex.rules;

import dev.narthex.promql.query.Annotations;
import dev.narthex.promql.query.QueryResult.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One rule after one evaluation.
 *
 * @param samples to be stored, at the evaluation's time: the recorded series, or ALERTS and ALERTS_FOR_STATE
 * @param failure why the rule has no result; then there are no samples, and its series get no entry: a gap, not staleness
 * @param at when its evaluation began, by the clock
 * @param took how long it went on
 */
public record RuleOutcome(Rule rule, List<Sample> samples, RuleMemory state, Annotations annotations, Optional<String> failure, Instant at, Duration took) {
  RuleOutcome(Rule rule, List<Sample> samples, RuleMemory state, Annotations annotations) {
    this(rule, samples, state, annotations, Optional.empty(), Instant.EPOCH, Duration.ZERO);
  }

  static RuleOutcome failed(Rule rule, RuleMemory state, String why) {
    return new RuleOutcome(rule, List.of(), state, Annotations.NONE, Optional.of(why), Instant.EPOCH, Duration.ZERO);
  }

  RuleOutcome timed(Instant start, Duration length) {
    return new RuleOutcome(rule, samples, state, annotations, failure, start, length);
  }

  RuleOutcome withState(RuleMemory other) {
    return new RuleOutcome(rule, samples, other, annotations, failure, at, took);
  }
}
