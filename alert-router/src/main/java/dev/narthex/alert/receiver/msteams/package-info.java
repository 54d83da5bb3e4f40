/** {@code msteams_configs}: a message card for Office 365 connectors. Start at {@link dev.narthex.alert.receiver.msteams.MsteamsConfig}. */
@NullMarked
package dev.narthex.alert.receiver.msteams;

import org.jspecify.annotations.NullMarked;
