/**
 * Notification groups: a head with the next flush, and one member an alert. Alerts in, due flushes out. Start at
 * {@link dev.narthex.alert.group.GroupStore}; {@link dev.narthex.alert.group.Grouping} says which groups an alert belongs to, and
 * {@link dev.narthex.alert.group.Timers} is the port to the clock.
 */
@NullMarked
package dev.narthex.alert.group;

import org.jspecify.annotations.NullMarked;
