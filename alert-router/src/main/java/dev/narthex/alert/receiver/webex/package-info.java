/** {@code webex_configs}: markdown messages to a room. Start at {@link dev.narthex.alert.receiver.webex.WebexConfig}. */
@NullMarked
package dev.narthex.alert.receiver.webex;

import org.jspecify.annotations.NullMarked;
