package dev.narthex.jobs.alert;

import dev.narthex.alert.receiver.TopicPublisher;

/** What a driver brings along for the alert router. */
public record RouterPorts(TopicPublisher topics, RouterOptions options) {
  /** Nothing but defaults: for tests, and for a driver that routes nothing. */
  public static RouterPorts bare() {
    return new RouterPorts(TopicPublisher.none(), RouterOptions.defaults(""));
  }
}
