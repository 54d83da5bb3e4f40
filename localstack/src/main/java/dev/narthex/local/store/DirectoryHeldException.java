package dev.narthex.local.store;

import java.nio.file.Path;
import java.util.Optional;

/** Another process holds the data directory. */
public final class DirectoryHeldException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Optional<String> address;

  DirectoryHeldException(Path directory, Optional<String> address) {
    super(
        "data directory " + directory + " is held by another Narthex"
            + address.map(at -> " (it answers on http://" + at + ")").orElse("; stop that one first or name another directory with --data"));
    this.address = address;
  }

  /** Where the holder answers HTTP ({@code host:port}), when it said so. */
  public Optional<String> address() {
    return address;
  }
}
