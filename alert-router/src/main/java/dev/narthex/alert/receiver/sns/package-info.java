/** {@code sns_configs}: a message to a topic, a device or a phone number. Start at {@link dev.narthex.alert.receiver.sns.SnsConfig}. */
@NullMarked
package dev.narthex.alert.receiver.sns;

import org.jspecify.annotations.NullMarked;
