package dev.narthex.alert.template;

import dev.narthex.alert.receiver.Notification;
import dev.narthex.template.TemplateException;

/** Expands the templates of receivers. Compiled once a configuration; safe for concurrent use. */
public interface NotificationTemplates {
  /**
   * Expands a text of the configuration.
   *
   * @throws TemplateException when it does not parse or fails
   */
  String text(String source, Notification notification);

  /** As {@link #text}, with values escaped by where they stand in HTML. */
  String html(String source, Notification notification);
}
