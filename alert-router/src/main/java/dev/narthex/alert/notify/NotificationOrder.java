package dev.narthex.alert.notify;

import dev.narthex.alert.Alert;
import dev.narthex.model.Labels;
import java.time.Instant;
import java.util.Comparator;

/** The order in which alerts are told: those that fire first, each part by job, instance and then all labels, as Alertmanager sorts them. */
public final class NotificationOrder {
  /** Who has no such label comes last. */
  private static final Comparator<String> PRESENT_FIRST = Comparator.comparing(String::isEmpty).thenComparing(Labels::compareCodePoints);

  private static final Comparator<Alert> BY_LABELS =
      Comparator.comparing((Alert alert) -> alert.labels().get("job"), PRESENT_FIRST)
          .thenComparing(alert -> alert.labels().get("instance"), PRESENT_FIRST)
          .thenComparing(Alert::labels, LabelSetOrder.INSTANCE);

  private NotificationOrder() {}

  /** By labels alone. */
  public static Comparator<Alert> byLabels() {
    return BY_LABELS;
  }

  public static Comparator<Alert> at(Instant flush) {
    return Comparator.comparing((Alert alert) -> alert.isResolvedAt(flush)).thenComparing(BY_LABELS);
  }
}
