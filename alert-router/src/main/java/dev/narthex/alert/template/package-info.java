/**
 * Notification templates: the data that they see, the functions they may call and the default texts. In go the files of
 * {@code templates:}, the text of a field and a {@link dev.narthex.alert.template.NotificationData}; out comes an {@link
 * dev.narthex.alert.template.Expansion}: text, or why there is none. Start at {@link dev.narthex.alert.template.NotificationTemplates}.
 */
@NullMarked
package dev.narthex.alert.template;

import org.jspecify.annotations.NullMarked;
