package dev.narthex.local.alertmanager;

import dev.narthex.ingest.config.ConfigFolder;
import dev.narthex.ingest.config.DirectoryConfigFolder;
import dev.narthex.jobs.alert.RouterFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A configuration that is one {@code alertmanager.yml} under any name, with the files that it names and the {@code narthex.yml} beside
 * it; nothing is scraped.
 */
final class RouterFolder implements ConfigFolder {
  /** Stands for the {@code prometheus.yml} that is not there. */
  static final String MAIN_FILE = "prometheus.yml";

  private final Path file;
  private final ConfigFolder beside;

  RouterFolder(Path file) {
    this.file = file;
    this.beside = new DirectoryConfigFolder(Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of(".")));
  }

  @Override
  public Optional<String> read(String path) throws IOException {
    return switch (path) {
      case MAIN_FILE -> Optional.of("global: {}\n");
      case RouterFiles.MAIN_FILE -> Optional.of(Files.readString(file, StandardCharsets.UTF_8));
      default -> beside.read(path);
    };
  }

  @Override
  public List<String> matching(String pattern) throws IOException {
    return beside.matching(pattern);
  }
}
