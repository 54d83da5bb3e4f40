/**
 * One attempt of one integration: expands its fields, reveals its secrets, sends, and turns what came of it into a {@link
 * dev.narthex.alert.receiver.Delivery} that holds no secret. Start at {@link dev.narthex.alert.receiver.send.Attempt}.
 */
@NullMarked
package dev.narthex.alert.receiver.send;

import org.jspecify.annotations.NullMarked;
