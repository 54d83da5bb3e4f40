package dev.narthex.alert.receiver;

import dev.narthex.alert.receiver.webhook.WebhookConfig;
import java.util.List;

/** The one table of receiver kinds, in the alphabetical order of their keys. */
public final class ReceiverKinds {
  private static final List<ReceiverKind> ALL = List.of(ReceiverKind.of("webhook_configs", WebhookConfig::read));

  private ReceiverKinds() {}

  public static List<ReceiverKind> all() {
    return ALL;
  }
}
