/** {@code rocketchat_configs}: a message with one attachment, by the chat API. Start at {@link dev.narthex.alert.receiver.rocketchat.RocketchatConfig}. */
@NullMarked
package dev.narthex.alert.receiver.rocketchat;

import org.jspecify.annotations.NullMarked;
