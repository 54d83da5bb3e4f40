package dev.narthex.aws.config;

import dev.narthex.ingest.config.ConfigFolder;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files of one uploaded version, which came in one request. */
public record UploadedConfigFolder(Map<String, String> files) implements ConfigFolder {
  public UploadedConfigFolder {
    files = Map.copyOf(files);
  }

  @Override
  public Optional<String> read(String path) {
    return Optional.ofNullable(files.get(normal(path)));
  }

  @Override
  public List<String> matching(String pattern) {
    int slash = pattern.lastIndexOf('/') + 1;
    String parent = normal(pattern.substring(0, slash));
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern.substring(slash).replace("{", "\\{").replace("}", "\\}"));
    return files.keySet().stream().filter(path -> path.startsWith(parent) && path.indexOf('/', parent.length()) < 0)
        .map(path -> path.substring(parent.length())).filter(name -> matcher.matches(Path.of(name))).sorted()
        .map(name -> pattern.substring(0, slash) + name).toList();
  }

  private static String normal(String path) {
    return path.startsWith("./") ? normal(path.substring(2)) : path;
  }
}
