package dev.narthex.jobs.alert;

import dev.narthex.alert.receiver.TopicPublisher;

/** What a driver brings along for the alert router. */
public record RouterPorts(TopicPublisher topics, RouterOptions options) {}
