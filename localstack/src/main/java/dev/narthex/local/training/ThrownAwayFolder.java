package dev.narthex.local.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A new folder, which is deleted with everything in it when it is closed. */
public record ThrownAwayFolder(Path path) implements AutoCloseable {
  /** Makes one where the system keeps such. */
  public static ThrownAwayFolder make(String prefix) throws IOException {
    return new ThrownAwayFolder(Files.createTempDirectory(prefix));
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> all = Files.walk(path)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }
}
