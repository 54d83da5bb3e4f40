package dev.narthex.jobs.alert;

import dev.narthex.alert.receiver.TopicPublisher;
import dev.narthex.alert.receiver.http.HttpTransport;

/**
 * What a driver brings along for the alert router.
 *
 * @param http the one way out over HTTP; checks addresses
 */
public record RouterPorts(HttpTransport http, TopicPublisher topics, RouterOptions options) {}
