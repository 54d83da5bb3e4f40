/** {@code mattermost_configs}: a message with attachments, by webhook. Start at {@link dev.narthex.alert.receiver.mattermost.MattermostConfig}. */
@NullMarked
package dev.narthex.alert.receiver.mattermost;

import org.jspecify.annotations.NullMarked;
