/** {@code discord_configs}: a message with one embed, by webhook. Start at {@link dev.narthex.alert.receiver.discord.DiscordConfig}. */
@NullMarked
package dev.narthex.alert.receiver.discord;

import org.jspecify.annotations.NullMarked;
