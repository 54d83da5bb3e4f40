package dev.narthex.alert.group;

import dev.narthex.alert.Alert;

/**
 * An alert in a group: the group's own copy, so that a flush reads one place.
 *
 * @param version of the stored alert
 */
public record Member(Alert alert, long version) {}
