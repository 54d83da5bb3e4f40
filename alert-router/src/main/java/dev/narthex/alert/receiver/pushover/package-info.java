/** {@code pushover_configs}: messages to phones. Start at {@link dev.narthex.alert.receiver.pushover.PushoverConfig}. */
@NullMarked
package dev.narthex.alert.receiver.pushover;

import org.jspecify.annotations.NullMarked;
