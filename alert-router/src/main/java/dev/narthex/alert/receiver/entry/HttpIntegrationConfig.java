package dev.narthex.alert.receiver.entry;

import dev.narthex.alert.notify.Dedup;
import dev.narthex.alert.receiver.IntegrationConfig;

/** An integration that is told over HTTP. */
public interface HttpIntegrationConfig extends IntegrationConfig {
  SendOptions options();

  @Override
  default Dedup.Resolved sendResolved() {
    return options().sendResolved();
  }
}
