/** {@code email_configs}: mail by SMTP. Start at {@link dev.narthex.alert.receiver.email.EmailConfig}. */
@NullMarked
package dev.narthex.alert.receiver.email;

import org.jspecify.annotations.NullMarked;
