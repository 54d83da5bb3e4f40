package dev.narthex.alert.receiver;

import dev.narthex.alert.notify.Dedup;
import java.util.Map;

/** The configuration of one integration, an entry of a {@code *_configs} list: a value, with its {@code global} defaults filled in. */
public interface IntegrationConfig {
  /** The word for the kind, as metrics and the notification log have it: {@code webhook}, {@code pagerduty}. */
  String kind();

  Dedup.Resolved sendResolved();

  /**
   * Names the integration among those of its kind in its receiver, from what it is told to (never from a secret's value): stays when
   * the list around it changes, so that nobody is told again after an edit elsewhere.
   */
  String identity();

  /** As it would stand in the file, secrets masked; Alertmanager's own loader takes it. */
  Map<String, Object> toYaml();

  /** The integration, ready to send. Opens nothing. */
  Receiver build(ReceiverServices services);
}
