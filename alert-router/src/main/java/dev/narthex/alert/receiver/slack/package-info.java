/** {@code slack_configs}: a message with one attachment, by webhook or by the chat API. Start at {@link dev.narthex.alert.receiver.slack.SlackConfig}. */
@NullMarked
package dev.narthex.alert.receiver.slack;

import org.jspecify.annotations.NullMarked;
