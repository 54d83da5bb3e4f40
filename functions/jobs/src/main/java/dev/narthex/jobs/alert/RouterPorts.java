package dev.narthex.jobs.alert;

import dev.narthex.alert.receiver.TopicPublisher;

/** What a driver brings along for the alert router. */
public record RouterPorts(TopicPublisher topics, RouterOptions options, ClusterGauges cluster) {
  /** Of a driver without a cluster. */
  public RouterPorts(TopicPublisher topics, RouterOptions options) {
    this(topics, options, ClusterGauges.LONE);
  }

  /** Nothing but defaults: for tests, and for a driver that routes nothing. */
  public static RouterPorts bare() {
    return new RouterPorts(TopicPublisher.none(), RouterOptions.defaults(""));
  }
}
