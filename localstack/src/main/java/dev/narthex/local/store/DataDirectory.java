package dev.narthex.local.store;

import dev.narthex.rules.RuleState;
import dev.narthex.tsdb.catalog.Catalog;
import dev.narthex.tsdb.catalog.ControlState;
import dev.narthex.tsdb.store.DirectoryObjectStore;
import dev.narthex.tsdb.store.ObjectStore;
import dev.narthex.tsdb.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A folder with everything that Narthex keeps on one machine:
 *
 * <pre>
 * objects/      blocks, layouts, target sets: one file an object
 * catalog.mv    the catalogue and state tables
 * catalog-0.log, catalog-1.log    what was changed in them since they were last written
 * lock          held by the process that uses the folder
 * address       where that process answers HTTP
 * </pre>
 */
public final class DataDirectory implements AutoCloseable {
  private final Path folder;
  private final FileChannel lockFile;
  private final FileLock lock;
  private final TableFile tables;
  private final ObjectStore objects;
  private final EmbeddedCatalog catalog;
  private final EmbeddedControlState state;
  private final EmbeddedRuleState ruleState;

  private DataDirectory(Path folder, FileChannel lockFile, FileLock lock, InstantSource clock) {
    this.folder = folder;
    this.lockFile = lockFile;
    this.lock = lock;
    this.objects = new DirectoryObjectStore(folder.resolve("objects"), clock);
    this.tables = new TableFile(folder.resolve("catalog.mv"));
    this.catalog = new EmbeddedCatalog(tables);
    this.state = new EmbeddedControlState(tables, clock);
    this.ruleState = new EmbeddedRuleState(tables);
  }

  /**
   * Takes a folder, created when it is missing.
   *
   * @throws DirectoryHeldException when another process holds it
   * @throws StoreUnavailableException when it cannot be read or written
   */
  public static DataDirectory open(Path folder, InstantSource clock) {
    FileChannel file = null;
    try {
      Files.createDirectories(folder);
      file = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(file);
      if (lock == null) {
        throw new DirectoryHeldException(folder, holderAddress(folder));
      }
      Files.deleteIfExists(folder.resolve("address"));
      return new DataDirectory(folder, file, lock, clock);
    } catch (IOException e) {
      close(file);
      throw unusable(folder, e);
    } catch (RuntimeException e) {
      close(file);
      throw e;
    }
  }

  private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static Optional<String> holderAddress(Path folder) throws IOException {
    Path file = folder.resolve("address");
    return Files.exists(file) ? Optional.of(Files.readString(file).strip()).filter(text -> !text.isEmpty()) : Optional.empty();
  }

  private static StoreUnavailableException unusable(Path folder, IOException e) {
    String reason =
        switch (e) {
          case FileAlreadyExistsException there -> there.getFile() + " is a file, not a directory";
          case AccessDeniedException denied -> denied.getFile() + " may not be written by this user";
          case NoSuchFileException absent -> absent.getFile() + " cannot be created there";
          case FileSystemException other when other.getReason() != null -> other.getReason();
          case IOException full when String.valueOf(full.getMessage()).contains("No space left") -> "no space is left on its disk; free some and start again";
          default -> e.toString();
        };
    return new StoreUnavailableException("cannot use data directory " + folder + ": " + reason, e);
  }

  private static void close(@Nullable FileChannel file) {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      throw new StoreUnavailableException("cannot close the lock file: " + e.getMessage(), e);
    }
  }

  /** Tells other commands where the holder of this folder answers HTTP, as {@code host:port}. */
  public void announce(String address) {
    try {
      Files.write(folder.resolve("address"), address.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  public Path folder() {
    return folder;
  }

  public ObjectStore objects() {
    return objects;
  }

  public Catalog catalog() {
    return catalog;
  }

  public ControlState state() {
    return state;
  }

  public RuleState ruleState() {
    return ruleState;
  }

  /** Drops expired state and gives space back; to be called every few minutes. */
  public void tidy() {
    state.tidy();
    tables.tidy();
  }

  @Override
  public void close() {
    try (lockFile) {
      tables.close();
      Files.deleteIfExists(folder.resolve("address"));
      lock.release();
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }
}
