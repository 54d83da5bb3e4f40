package dev.narthex.jobs.alert;

import dev.narthex.ingest.config.ConfigFolder;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files of a loaded configuration version, as a folder: what was read once is not read again. */
record LoadedFolder(Map<String, String> files) implements ConfigFolder {
  @Override
  public Optional<String> read(String path) {
    return Optional.ofNullable(files.get(path));
  }

  @Override
  public List<String> matching(String pattern) {
    if (files.containsKey(pattern)) {
      return List.of(pattern);
    }
    int slash = pattern.lastIndexOf('/') + 1;
    String parent = pattern.substring(0, slash);
    PathMatcher name = FileSystems.getDefault().getPathMatcher("glob:" + pattern.substring(slash).replace("{", "\\{").replace("}", "\\}"));
    return files.keySet().stream()
        .filter(path -> path.startsWith(parent) && path.indexOf('/', slash) < 0 && name.matches(Path.of(path.substring(slash))))
        .sorted()
        .toList();
  }
}
