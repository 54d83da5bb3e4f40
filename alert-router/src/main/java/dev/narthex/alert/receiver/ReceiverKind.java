package dev.narthex.alert.receiver;

import dev.narthex.alert.global.GlobalConfig;
import dev.narthex.yaml.MappingReader;

/**
 * A kind of receiver: the key of its list in a receiver's mapping and how an entry is read. All kinds stand in one table,
 * {@link ReceiverKinds}.
 */
public interface ReceiverKind {
  /** {@code webhook_configs}. */
  String key();

  /**
   * Reads one entry with the defaults of {@code global}.
   *
   * @throws dev.narthex.yaml.ConfigException with the place of what is wrong
   */
  IntegrationConfig read(MappingReader entry, GlobalConfig global);

  /** How an entry of a kind is read. */
  @FunctionalInterface
  interface Reading {
    IntegrationConfig read(MappingReader entry, GlobalConfig global);
  }

  static ReceiverKind of(String key, Reading reading) {
    return new ReceiverKind() {
      @Override
      public String key() {
        return key;
      }

      @Override
      public IntegrationConfig read(MappingReader entry, GlobalConfig global) {
        return reading.read(entry, global);
      }
    };
  }
}
