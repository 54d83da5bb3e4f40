/** {@code webhook_configs}: the notification as JSON, posted to a URL. Start at {@link dev.narthex.alert.receiver.webhook.WebhookConfig}. */
@NullMarked
package dev.narthex.alert.receiver.webhook;

import org.jspecify.annotations.NullMarked;
