package dev.narthex.alert.flush;

import dev.narthex.alert.receiver.Notification;
import java.util.Map;

/** Expands the labels of a route, which are templates over the group. Never throws: a label that fails is empty, because a page matters more. */
@FunctionalInterface
public interface RouteLabels {
  /**
   * The labels.
   *
   * @param templates by label name
   * @param bare the notification without route labels
   */
  Map<String, String> expand(Map<String, String> templates, Notification bare);
}
