package dev.narthex.aws.config;

import dev.narthex.ingest.config.ConfigFolder;
import dev.narthex.tsdb.store.ObjectEntry;
import dev.narthex.tsdb.store.ObjectStore;
import dev.narthex.tsdb.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One uploaded version of the configuration: objects under a prefix, whose names are the files' paths. A version never changes. Names
 * have the characters of object keys; a file with others is refused with its name.
 */
public final class UploadedConfigFolder implements ConfigFolder {
  private static final int PAGE = 1000;
  private static final int LARGEST = 16 << 20;
  private final ObjectStore objects;
  private final String prefix;

  /**
   * A version's folder.
   *
   * @param prefix of its objects, such as {@code config/9f86d0…}, without a slash at its end
   */
  public UploadedConfigFolder(ObjectStore objects, String prefix) {
    this.objects = objects;
    this.prefix = prefix + "/";
  }

  @Override
  public Optional<String> read(String path) throws IOException {
    try {
      Optional<byte[]> bytes = objects.get(prefix + normal(path));
      if (bytes.isPresent() && bytes.get().length > LARGEST) {
        throw new IOException(path + " is larger than 16 MiB");
      }
      return bytes.map(text -> new String(text, StandardCharsets.UTF_8));
    } catch (StoreUnavailableException e) {
      throw new IOException("cannot read " + path + ": " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new IOException("an uploaded configuration has no file " + path + ": names are letters, digits and . _ - ! ' ( ) = %", e);
    }
  }

  @Override
  public List<String> matching(String pattern) throws IOException {
    int slash = pattern.lastIndexOf('/') + 1;
    String parent = normal(pattern.substring(0, slash));
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern.substring(slash).replace("{", "\\{").replace("}", "\\}"));
    List<String> found = new ArrayList<>();
    String after = "";
    try {
      while (true) {
        List<ObjectEntry> page = objects.list(prefix + parent, after, PAGE);
        for (ObjectEntry entry : page) {
          String name = entry.key().substring(prefix.length() + parent.length());
          if (!name.contains("/") && matcher.matches(Path.of(name))) {
            found.add(pattern.substring(0, slash) + name);
          }
        }
        if (page.size() < PAGE) {
          return found;
        }
        after = page.getLast().key();
      }
    } catch (StoreUnavailableException e) {
      throw new IOException("cannot list the files that match " + pattern + ": " + e.getMessage(), e);
    }
  }

  private static String normal(String path) {
    return path.startsWith("./") ? normal(path.substring(2)) : path;
  }
}
