/**
 * From a frozen group to a decision: who is muted and why, and whether an integration is told. Decisions are values that tests, log,
 * history and API share. Start at {@link dev.narthex.alert.notify.Dedup} and {@link dev.narthex.alert.notify.Muting}.
 */
@NullMarked
package dev.narthex.alert.notify;

import org.jspecify.annotations.NullMarked;
