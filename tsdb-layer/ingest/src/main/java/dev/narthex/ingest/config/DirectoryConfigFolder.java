package dev.narthex.ingest.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A folder on disk; absolute paths leave it, as they do in Prometheus. */
public final class DirectoryConfigFolder implements ConfigFolder {
  private static final int LIMIT = 16 << 20;

  private final Path folder;

  public DirectoryConfigFolder(Path folder) {
    this.folder = folder;
  }

  @Override
  public Optional<String> read(String path) throws IOException {
    try (var in = Files.newInputStream(folder.resolve(path))) {
      byte[] bytes = in.readNBytes(LIMIT + 1);
      if (bytes.length > LIMIT) {
        throw new IOException(path + " is larger than 16 MiB");
      }
      return Optional.of(new String(bytes, StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public Path place(String path) {
    return folder.resolve(path);
  }

  @Override
  public List<String> matching(String pattern) throws IOException {
    int slash = pattern.lastIndexOf('/') + 1;
    String parent = pattern.substring(0, slash);
    String name = pattern.substring(slash);
    if (name.chars().noneMatch(c -> "*?[".indexOf(c) >= 0)) {
      return Files.isRegularFile(folder.resolve(pattern)) ? List.of(pattern) : List.of();
    }
    List<String> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.resolve(parent), name.replace("{", "\\{").replace("}", "\\}"))) {
      for (Path file : files) {
        if (Files.isRegularFile(file)) {
          found.add(parent + file.getFileName());
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
    found.sort(null);
    return found;
  }
}
