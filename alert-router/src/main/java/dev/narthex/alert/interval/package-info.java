/**
 * Time intervals that mute or activate routes: parts of a week, month or year in a time zone. Strings of the config in, a yes or no
 * for an instant out. Start at {@link dev.narthex.alert.interval.TimeInterval}.
 */
@NullMarked
package dev.narthex.alert.interval;

import org.jspecify.annotations.NullMarked;
