/**
 * Silences by calendar: a rule with a time zone in, the silences in force at a moment out. Nothing is stored. Start at
 * {@link dev.narthex.alert.recurring.RecurringSilence}.
 */
@NullMarked
package dev.narthex.alert.recurring;

import org.jspecify.annotations.NullMarked;
