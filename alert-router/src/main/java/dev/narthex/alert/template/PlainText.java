package dev.narthex.alert.template;

import dev.narthex.model.Labels;

/** What is sent when a template fails: plain, short, and made without any template. */
public final class PlainText {
  private static final int MOST_ALERTS = 20;

  private PlainText() {}

  /** One line: state, number and what the alerts share. */
  public static String subject(NotificationData data) {
    int firing = data.firing().size();
    String state = firing > 0 ? "FIRING:" + firing : "RESOLVED";
    Labels shared = data.commonLabels().isEmpty() ? data.groupLabels() : data.commonLabels();
    return "[" + state + "] " + (shared.isEmpty() ? data.alerts().size() + " alerts" : line(shared));
  }

  /** The subject and a line for each of the first twenty alerts. */
  public static String body(NotificationData data) {
    StringBuilder out = new StringBuilder(subject(data));
    int shown = 0;
    for (AlertData alert : data.alerts()) {
      if (shown++ == MOST_ALERTS) {
        out.append("\nand ").append(data.alerts().size() - MOST_ALERTS).append(" more");
        break;
      }
      out.append('\n').append(alert.status()).append(": ").append(line(alert.labels()));
      if (!alert.annotations().isEmpty()) {
        out.append(" (").append(line(alert.annotations())).append(')');
      }
    }
    return out.toString();
  }

  private static String line(Labels labels) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < labels.size(); i++) {
      out.append(i > 0 ? ", " : "").append(labels.name(i)).append('=').append(labels.value(i));
    }
    return out.toString();
  }
}
