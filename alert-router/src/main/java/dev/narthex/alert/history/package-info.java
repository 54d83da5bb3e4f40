/**
 * The notification history: who was told what, when, why, and what the other side answered. Attempts in, entries by time, receiver or
 * alert out. Start at {@link dev.narthex.alert.history.HistoryStore}.
 */
@NullMarked
package dev.narthex.alert.history;

import org.jspecify.annotations.NullMarked;
