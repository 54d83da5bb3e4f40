package dev.narthex.rules;

import dev.narthex.model.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which alerts have to be told after an evaluation, noted in the alerts themselves: so a repeated job tells the same ones again. */
public final class Sending {
  private static final int MARGIN = 4;

  private Sending() {}

  /** The memory with every alert that is due marked as sent at the tick, valid for four intervals or resend delays from when it is sent. */
  static RuleMemory mark(RuleMemory memory, long tick, RuleSettings settings, long interval) {
    long resendDelay = settings.resendDelayMillis();
    long until = tick + settings.evaluationDelayMillis() + MARGIN * Math.max(interval, resendDelay);
    Map<Labels, ActiveAlert> alerts = new HashMap<>();
    memory.alerts().forEach((labels, alert) -> alerts.put(labels, alert.needsSending(tick, resendDelay) ? alert.sent(tick, until) : alert));
    return new RuleMemory(alerts, memory.series());
  }

  /**
   * The alerts that an evaluation marked.
   *
   * @param generatorUrl of the rule
   */
  public static List<OutgoingAlert> due(RuleMemory memory, long tick, String generatorUrl) {
    List<OutgoingAlert> due = new ArrayList<>();
    for (ActiveAlert alert : memory.alerts().values()) {
      if (alert.lastSentAt().isPresent() && alert.lastSentAt().getAsLong() == tick) {
        due.add(new OutgoingAlert(alert.labels(), alert.annotations(), alert.firedAt().orElse(alert.activeAt()), alert.resolvedAt().orElse(alert.validUntil()), generatorUrl));
      }
    }
    due.sort(java.util.Comparator.comparing(OutgoingAlert::labels));
    return due;
  }
}
