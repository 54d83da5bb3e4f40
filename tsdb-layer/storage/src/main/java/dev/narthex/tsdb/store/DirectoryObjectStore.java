package dev.narthex.tsdb.store;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * An object store in a folder: a key is a path below it. One process uses a folder at a time.
 *
 * <p>A write goes to a temporary file, is synced, becomes visible by a hard link (put-if-absent: the link fails when the name is
 * taken) or an atomic rename (put), and then the folder is synced, so that an acknowledged object survives {@code kill -9} and power
 * loss. What a crash leaves behind are files in {@code .tmp}, removed at the next start.
 */
public final class DirectoryObjectStore implements ObjectStore {
  private static final String TEMPORARY = ".tmp";
  /** How often a folder may vanish under a writer before it gives up. */
  private static final int ATTEMPTS = 100;

  private final Path root;
  private final Path temporary;
  private final InstantSource clock;
  private final AtomicLong sequence = new AtomicLong();

  /**
   * Opens a folder and creates it when it is missing.
   *
   * @throws StoreUnavailableException when the folder cannot be created or written
   */
  public DirectoryObjectStore(Path root, InstantSource clock) {
    this.root = root;
    this.temporary = root.resolve(TEMPORARY);
    this.clock = clock;
    try {
      Files.createDirectories(temporary);
      try (Stream<Path> left = Files.list(temporary)) {
        for (Path file : left.toList()) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw failure("open", root.toString(), e);
    }
  }

  @Override
  public Optional<byte[]> get(String key) {
    try {
      return Optional.of(Files.readAllBytes(path(key)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failure("read", key, e);
    }
  }

  @Override
  public Optional<byte[]> range(String key, long offset, int length) {
    ObjectKeys.checkRange(offset, length);
    try (FileChannel file = FileChannel.open(path(key), StandardOpenOption.READ)) {
      long end = Math.min(file.size(), offset + length);
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.max(0, end - offset));
      while (bytes.hasRemaining()) {
        if (file.read(bytes, offset + bytes.position()) < 0) {
          throw new IOException("the file became shorter while it was read");
        }
      }
      return Optional.of(bytes.array());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failure("read", key, e);
    }
  }

  @Override
  public PutOutcome put(String key, ObjectContent content) {
    return write(key, content, (from, to) -> Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING));
  }

  @Override
  public PutOutcome putIfAbsent(String key, ObjectContent content) {
    if (Files.exists(path(key))) {
      return PutOutcome.EXISTS;
    }
    return write(key, content, (from, to) -> Files.createLink(to, from));
  }

  private interface Publish {
    void publish(Path temporary, Path target) throws IOException;
  }

  private PutOutcome write(String key, ObjectContent content, Publish publish) {
    Path target = path(key);
    Path file = temporary.resolve(Long.toString(sequence.incrementAndGet()));
    try {
      try {
        fill(file, content);
        return link(file, target, publish);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw failure("write", key, e);
    }
  }

  private void fill(Path file, ObjectContent content) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
      content.writeTo(out);
      out.flush();
      channel.force(true);
    }
    Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
  }

  private PutOutcome link(Path file, Path target, Publish publish) throws IOException {
    Path folder = parent(target);
    // A delete may prune the empty folder between its creation and the link; then start over.
    for (int attempt = 0; ; attempt++) {
      createFolders(folder);
      try {
        publish.publish(file, target);
        sync(folder);
        return PutOutcome.STORED;
      } catch (FileAlreadyExistsException e) {
        sync(folder);
        return PutOutcome.EXISTS;
      } catch (NoSuchFileException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** Deletes prune empty folders at the same time: what was there a moment ago may be gone, and what is gone may be there again. */
  private void createFolders(Path folder) throws IOException {
    for (int attempt = 0; !folder.equals(root) && !Files.isDirectory(folder); attempt++) {
      createFolders(parent(folder));
      try {
        Files.createDirectory(folder);
      } catch (FileAlreadyExistsException e) {
        if (Files.isRegularFile(folder) || attempt == ATTEMPTS) {
          throw e;
        }
      } catch (NoSuchFileException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
      syncIfPresent(parent(folder));
    }
  }

  @Override
  public void delete(String key) {
    Path file = path(key);
    try {
      if (!Files.deleteIfExists(file)) {
        return;
      }
      Path folder = parent(file);
      while (!folder.equals(root) && isEmpty(folder)) {
        try {
          Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
          break; // a write came between
        }
        folder = parent(folder);
      }
      syncIfPresent(folder);
    } catch (IOException e) {
      throw failure("delete", key, e);
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> content = Files.list(folder)) {
      return content.findAny().isEmpty();
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  @Override
  public List<ObjectEntry> list(String prefix, String after, int limit) {
    ObjectKeys.checkLimit(limit);
    List<ObjectEntry> page = new ArrayList<>();
    try {
      list(root, "", prefix, after, limit, page);
    } catch (IOException e) {
      throw failure("list", prefix, e);
    } catch (UncheckedIOException e) {
      throw failure("list", prefix, new IOException(e));
    }
    return page;
  }

  /** Visits a folder in key order; a folder sorts as its name with a slash behind it. */
  private static void list(Path folder, String base, String prefix, String after, int limit, List<ObjectEntry> page) throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> content = Files.list(folder)) {
      content.forEach(p -> names.add(base + p.getFileName() + (Files.isDirectory(p) ? "/" : "")));
    } catch (NoSuchFileException e) {
      return;
    }
    names.sort(null);
    for (String name : names) {
      if (page.size() == limit) {
        return;
      }
      boolean isFolder = name.endsWith("/");
      if (name.startsWith(TEMPORARY) || !(name.startsWith(prefix) || (isFolder && prefix.startsWith(name)))) {
        continue;
      }
      Path path = folder.resolve(name.substring(base.length()));
      if (isFolder) {
        if (after.compareTo(name) < 0 || after.startsWith(name)) {
          list(path, name, prefix, after, limit, page);
        }
      } else if (name.compareTo(after) > 0) {
        try {
          page.add(new ObjectEntry(name, Files.size(path), Files.getLastModifiedTime(path).toInstant()));
        } catch (NoSuchFileException e) {
          continue; // deleted while we listed
        }
      }
    }
  }

  private Path path(String key) {
    return root.resolve(ObjectKeys.checked(key));
  }

  private Path parent(Path path) {
    Path parent = path.getParent();
    return parent == null ? root : parent;
  }

  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static void syncIfPresent(Path folder) throws IOException {
    try {
      sync(folder);
    } catch (NoSuchFileException e) {
      // Pruned by a delete: there is nothing to make durable.
    }
  }

  private static StoreUnavailableException failure(String action, String what, IOException cause) {
    boolean isPlain = cause.getClass() == IOException.class && cause.getMessage() != null; // "No space left on device"
    String reason =
        cause instanceof java.nio.file.FileSystemException f && f.getReason() != null ? f.getReason() : isPlain ? cause.getMessage() : cause.toString();
    return new StoreUnavailableException("cannot " + action + " " + what + ": " + reason, cause);
  }
}
