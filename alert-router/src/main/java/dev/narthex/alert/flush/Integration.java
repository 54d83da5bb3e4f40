package dev.narthex.alert.flush;

import dev.narthex.alert.receiver.IntegrationConfig;
import dev.narthex.alert.receiver.Receiver;

/**
 * One integration, ready to send.
 *
 * @param id hexadecimal; of receiver, kind and identity, so that it stays when the lists around it change
 * @param identity tells it from others of its kind in its receiver; unique there
 */
public record Integration(String id, String receiver, String identity, IntegrationConfig config, Receiver sender) {
  public String kind() {
    return config.kind();
  }
}
