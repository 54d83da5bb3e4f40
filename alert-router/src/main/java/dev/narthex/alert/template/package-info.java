/**
 * Notification templates: the data that they see, the functions they may call and the default texts. In go the files of
 * {@code templates:} and a notification; out comes text. Start at {@link dev.narthex.alert.template.NotificationTemplates}.
 */
@NullMarked
package dev.narthex.alert.template;

import org.jspecify.annotations.NullMarked;
