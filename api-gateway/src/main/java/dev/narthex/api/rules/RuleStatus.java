package dev.narthex.api.rules;

import dev.narthex.rules.ActiveAlert;
import dev.narthex.rules.Rule;
import java.util.List;
import java.util.Optional;

/**
 * A rule and its last evaluation.
 *
 * @param last empty before the first evaluation
 * @param error why the last evaluation failed; empty when it did not
 * @param alerts of an alerting rule, resolved ones included
 */
public record RuleStatus(Rule rule, Optional<GroupStatus.Evaluated> last, String error, List<ActiveAlert> alerts) {
  /** {@code ok}, {@code err}, or {@code unknown} before the first evaluation. */
  public String health() {
    if (last.isEmpty()) {
      return "unknown";
    }
    return error.isEmpty() ? "ok" : "err";
  }

  /** The alerts that hold now. */
  public List<ActiveAlert> active() {
    return alerts.stream().filter(alert -> alert.state() != ActiveAlert.State.INACTIVE).toList();
  }

  /** The gravest state of its alerts. */
  public ActiveAlert.State state() {
    ActiveAlert.State gravest = ActiveAlert.State.INACTIVE;
    for (ActiveAlert alert : alerts) {
      gravest = alert.state().compareTo(gravest) > 0 ? alert.state() : gravest;
    }
    return gravest;
  }
}
