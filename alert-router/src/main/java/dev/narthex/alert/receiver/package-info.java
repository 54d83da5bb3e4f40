/**
 * Receivers: who is told, and how. Each kind has a package of its own with its configuration, its sender and nothing else.
 *
 * <p>In goes a {@link dev.narthex.alert.receiver.Notification}, the frozen part of a group that one integration is to hear of; out
 * comes a {@link dev.narthex.alert.receiver.Delivery}. Start at {@link dev.narthex.alert.receiver.ReceiverKind}, which ties the key in
 * the file to its configuration, and {@link dev.narthex.alert.receiver.Receiver}, the port.
 */
@NullMarked
package dev.narthex.alert.receiver;

import org.jspecify.annotations.NullMarked;
