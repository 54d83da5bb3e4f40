package dev.narthex.ingest.config;

import java.util.Map;
import java.util.function.Consumer;

/**
 * Port: files of a configuration that another module understands. Asked at each load, so that a version with a mistake in them never comes
 * into force.
 */
@FunctionalInterface
public interface ConfigPart {
  /**
   * Reads and checks.
   *
   * @param files where each file that was read is put, by path
   * @param warnings takes sentences with places
   * @throws dev.narthex.yaml.ConfigException when the part cannot be used
   */
  void read(ConfigFolder folder, Map<String, String> files, Consumer<String> warnings);
}
