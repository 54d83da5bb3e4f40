/**
 * The notification log: what each integration of a group was told last, so that nothing is told twice and nothing is forgotten. Start at
 * {@link dev.narthex.alert.log.NotificationLog}.
 */
@NullMarked
package dev.narthex.alert.log;

import org.jspecify.annotations.NullMarked;
