package dev.narthex.ingest.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Port: the folder that holds the configuration files, a directory or an uploaded version. Paths are relative to it, with {@code /}. */
public interface ConfigFolder {
  /** The text of a file; empty when there is none. At most 16 MiB. */
  Optional<String> read(String path) throws IOException;

  /** The paths of files that match, sorted; {@code *}, {@code ?} and {@code [...]} in the last part of the pattern stand for anything but a slash. */
  List<String> matching(String pattern) throws IOException;

  /** Where a path of the configuration stands in the file system, for what is written there. */
  default Path place(String path) {
    return Path.of(path);
  }
}
