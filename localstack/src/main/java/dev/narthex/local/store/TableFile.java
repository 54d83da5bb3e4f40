package dev.narthex.local.store;

import dev.narthex.tsdb.catalog.CommitOutcome;
import dev.narthex.tsdb.store.StoreUnavailableException;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;

/**
 * One MVStore file (or memory) with the two tables. A write runs alone, is committed and synced before its lock opens, so no reader
 * sees what might still be lost. After a failed write (a full disk) the file is opened anew, which brings back the last committed
 * state; the writer gets {@link CommitOutcome#UNKNOWN}.
 */
final class TableFile implements AutoCloseable {
  /** Shape of a table: partition and sort key, joined by a character below all that they may hold, to an item's bytes. */
  record Tables(MVStore store, MVMap<String, byte[]> catalog, MVMap<String, byte[]> state) {}

  private static final int CACHE_MEGABYTES = 32;
  private static final int REWRITE_BYTES = 4 << 20;
  private static final int WANTED_FILL_PERCENT = 60;

  private final @Nullable String file;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private @Nullable Tables tables;
  private boolean closed;

  /**
   * Opens the file and creates it when it is missing; null = in memory.
   *
   * @throws StoreUnavailableException when it cannot be opened
   */
  TableFile(@Nullable Path file) {
    this.file = file == null ? null : file.toString();
    this.tables = open();
  }

  private Tables open() {
    try {
      MVStore.Builder builder = new MVStore.Builder().autoCommitDisabled().cacheSize(CACHE_MEGABYTES);
      MVStore store = (file == null ? builder : builder.fileName(file)).open();
      return new Tables(store, map(store, "catalog"), map(store, "state"));
    } catch (MVStoreException | IllegalArgumentException e) {
      throw unavailable("open", e);
    }
  }

  private static MVMap<String, byte[]> map(MVStore store, String name) {
    return store.openMap(
        name, new MVMap.Builder<String, byte[]>().keyType(StringDataType.INSTANCE).valueType(ByteArrayDataType.INSTANCE));
  }

  /** Reads under a lock that keeps writers out. */
  <T> T read(Function<Tables, T> reader) {
    if (broken()) {
      reopen();
    }
    lock.readLock().lock();
    try {
      Tables now = tables;
      if (now == null) {
        throw new StoreUnavailableException("the catalogue file " + file + " is closed");
      }
      return reader.apply(now);
    } catch (MVStoreException e) {
      throw unavailable("read", e);
    } finally {
      lock.readLock().unlock();
    }
  }

  /**
   * Checks and changes the tables as one transaction.
   *
   * @param change returns false, having changed nothing, when a condition does not hold
   */
  CommitOutcome write(Function<Tables, BooleanSupplier> change) {
    lock.writeLock().lock();
    try {
      if (tables == null) {
        reopen();
      }
      Tables now = tables;
      if (now == null) {
        throw new StoreUnavailableException("the catalogue file " + file + " is closed");
      }
      if (!change.apply(now).getAsBoolean()) {
        return CommitOutcome.CONFLICTED;
      }
      now.store().commit();
      now.store().sync();
      return CommitOutcome.COMMITTED;
    } catch (MVStoreException e) {
      abandon();
      return CommitOutcome.UNKNOWN;
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Gives space of overwritten pages back, a few megabytes a call; to be called now and then. */
  void tidy() {
    lock.writeLock().lock();
    try {
      if (tables != null) {
        tables.store().compact(WANTED_FILL_PERCENT, REWRITE_BYTES);
        tables.store().commit();
        tables.store().sync();
      }
    } catch (MVStoreException e) {
      abandon();
    } finally {
      lock.writeLock().unlock();
    }
  }

  private boolean broken() {
    lock.readLock().lock();
    try {
      return !closed && tables == null;
    } finally {
      lock.readLock().unlock();
    }
  }

  private void reopen() {
    lock.writeLock().lock();
    try {
      if (tables == null && !closed) {
        tables = open();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void abandon() {
    Tables now = tables;
    tables = null;
    if (now != null) {
      now.store().closeImmediately();
    }
  }

  private StoreUnavailableException unavailable(String action, RuntimeException e) {
    return new StoreUnavailableException("cannot " + action + " the catalogue file " + file + ": " + e.getMessage(), e);
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      closed = true;
      if (tables != null) {
        tables.store().close();
        tables = null;
      }
    } catch (MVStoreException e) {
      abandon();
    } finally {
      lock.writeLock().unlock();
    }
  }
}
