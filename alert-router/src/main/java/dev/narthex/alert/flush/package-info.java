/**
 * The flush of a group: claim the timer and arm the next, freeze, mute, decide for each integration, send with retry, log, settle. A
 * group and a timer's number in, notifications out. One stage a file; start at {@link dev.narthex.alert.flush.Flusher}.
 */
@NullMarked
package dev.narthex.alert.flush;

import org.jspecify.annotations.NullMarked;
