package dev.narthex.yaml;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A configuration cannot be used. The message is {@code file:line: sentence} (no line when a file as a whole is meant). */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable Position position;

  public ConfigException(Position position, String sentence) {
    this(position, sentence, null);
  }

  public ConfigException(Position position, String sentence, @Nullable Throwable cause) {
    super(position + ": " + sentence, cause);
    this.position = position;
  }

  /** A complaint about a file as a whole. */
  public ConfigException(String file, String sentence, @Nullable Throwable cause) {
    super(file + ": " + sentence, cause);
    this.position = null;
  }

  public Optional<Position> position() {
    return Optional.ofNullable(position);
  }
}
