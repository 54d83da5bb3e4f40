package dev.narthex.api.rules;

import dev.narthex.rules.RuleGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A group and its last evaluation.
 *
 * @param last empty before the first evaluation
 * @param rules in the order of the file
 */
public record GroupStatus(RuleGroup group, Optional<Evaluated> last, List<RuleStatus> rules) {
  /** When something was evaluated and how long it took. */
  public record Evaluated(Instant at, Duration took) {}
}
