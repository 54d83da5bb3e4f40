package dev.narthex.aws.config;

import dev.narthex.ingest.config.ConfigFolder;
import java.util.List;
import java.util.Optional;

/** The folder of a function that has no configuration. */
public final class NoConfigFolder implements ConfigFolder {
  @Override
  public Optional<String> read(String path) {
    return Optional.empty();
  }

  @Override
  public List<String> matching(String pattern) {
    return List.of();
  }
}
