/** {@code telegram_configs}: messages of a bot. Start at {@link dev.narthex.alert.receiver.telegram.TelegramConfig}. */
@NullMarked
package dev.narthex.alert.receiver.telegram;

import org.jspecify.annotations.NullMarked;
