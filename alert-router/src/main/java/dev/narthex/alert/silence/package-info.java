/**
 * Silences: create, edit, expire, and which of them mutes an alert. Start at {@link dev.narthex.alert.silence.Silences}; what is stored
 * goes through the port {@link dev.narthex.alert.silence.SilenceStore}.
 */
@NullMarked
package dev.narthex.alert.silence;

import org.jspecify.annotations.NullMarked;
