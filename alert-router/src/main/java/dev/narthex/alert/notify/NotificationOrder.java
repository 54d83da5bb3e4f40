package dev.narthex.alert.notify;

import dev.narthex.alert.Alert;
import java.time.Instant;
import java.util.Comparator;

/** The order in which alerts are told: those that fire first, each part by job, instance and then all labels. */
public final class NotificationOrder {
  private NotificationOrder() {}

  public static Comparator<Alert> at(Instant flush) {
    return Comparator.comparing((Alert alert) -> alert.isResolvedAt(flush))
        .thenComparing(alert -> alert.labels().get("job"))
        .thenComparing(alert -> alert.labels().get("instance"))
        .thenComparing(Alert::labels);
  }
}
