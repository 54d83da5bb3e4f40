package dev.narthex.rules;

import java.util.List;

/**
 * Where the alerts of rules go: the built-in router, or Alertmanagers outside. Safe for concurrent calls.
 *
 * <p>Alerts come at least once: a job that is run again sends the same alerts again, with the same times. A firing alert is told again
 * every resend delay, a resolved one for fifteen minutes.
 */
@FunctionalInterface
public interface AlertSink {
  /**
   * Takes alerts. A sink whose other end may be down for long counts and logs the failure itself and returns, because the alerts come
   * again; what it throws makes the job run again at once.
   *
   * @param alerts with external labels, after {@code alert_relabel_configs}; not empty
   */
  void send(String tenant, List<OutgoingAlert> alerts);
}
