package dev.narthex.api.alertmanager;

import dev.narthex.model.Labels;

/**
 * A receiver.
 *
 * @param labels as configured; {@code name} is the receiver's name
 */
public record ReceiverEntry(String name, Labels labels) {}
