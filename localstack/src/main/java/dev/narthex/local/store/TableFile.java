package dev.narthex.local.store;

import dev.narthex.tsdb.catalog.CommitOutcome;
import dev.narthex.tsdb.store.StoreUnavailableException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;

/**
 * One MVStore file (or memory) with the two tables. Writers that come while a commit is under way share the next one: each checks and
 * changes the tables alone, then waits until a commit that holds its change is synced. Readers see the state of the last such commit, so
 * nobody sees what might still be lost. After a failed commit (a full disk) the file is opened anew, which brings back the last committed
 * state; the writers concerned get {@link CommitOutcome#UNKNOWN}.
 */
final class TableFile implements AutoCloseable {
  /** Shape of a table: partition and sort key, joined by a character below all that they may hold, to an item's bytes. */
  record Tables(MVStore store, MVMap<String, byte[]> catalog, MVMap<String, byte[]> state) {
    /** The same as of a version that was committed; for reading alone. */
    private Tables at(long version) {
      return new Tables(store, catalog.openVersion(version), state.openVersion(version));
    }
  }

  /** Changes that one commit makes durable. */
  private static final class Batch {
    private boolean taken;
    private boolean lost;
  }

  private static final int CACHE_MEGABYTES = 32;
  private static final int PAGE_BYTES = 4 << 10;
  private static final int REWRITE_BYTES = 4 << 20;
  private static final int WANTED_FILL_PERCENT = 60;

  private final @Nullable String file;
  /** Guards the newest state, the open batch and the reference to the tables. */
  private final ReentrantLock lock = new ReentrantLock();
  /** Held by who commits and syncs; taken before {@link #lock}. */
  private final ReentrantLock committing = new ReentrantLock();

  private Batch open = new Batch();
  private @Nullable Tables tables;
  /** What readers see: the tables as of the last synced commit. */
  private volatile @Nullable Tables durable;
  private boolean closed;

  /**
   * Opens the file and creates it when it is missing; null = in memory.
   *
   * @throws StoreUnavailableException when it cannot be opened
   */
  TableFile(@Nullable Path file) {
    this.file = file == null ? null : file.toString();
    this.tables = openTables();
  }

  private Tables openTables() {
    try {
      MVStore.Builder builder = new MVStore.Builder().autoCommitDisabled().cacheSize(CACHE_MEGABYTES).pageSplitSize(PAGE_BYTES);
      MVStore store = (file == null ? builder : builder.fileName(file)).open();
      Tables opened = new Tables(store, map(store, "catalog"), map(store, "state"));
      durable = synced(opened);
      return opened;
    } catch (MVStoreException | IllegalArgumentException e) {
      throw unavailable("open", e);
    }
  }

  /** Commits all changes and syncs; the tables as readers may see them then. */
  private static Tables synced(Tables now) {
    long version = committed(now.store());
    now.store().sync();
    return now.at(version);
  }

  /** Writes all changes; the version that they make up, which is over: later changes belong to another. */
  private static long committed(MVStore store) {
    if (!store.hasUnsavedChanges()) {
      return store.getCurrentVersion();
    }
    store.commit();
    return store.getCurrentVersion() - 1;
  }

  private static MVMap<String, byte[]> map(MVStore store, String name) {
    return store.openMap(
        name, new MVMap.Builder<String, byte[]>().keyType(StringDataType.INSTANCE).valueType(ByteArrayDataType.INSTANCE));
  }

  /** Reads what is durable; writers do not wait for it, nor it for them. */
  <T> T read(Function<Tables, T> reader) {
    Tables now = durable;
    if (now == null) {
      now = reopened();
    }
    try {
      return reader.apply(now);
    } catch (MVStoreException e) {
      throw unavailable("read", e);
    }
  }

  private Tables reopened() {
    lock.lock();
    try {
      if (tables == null && !closed) {
        tables = openTables();
      }
      Tables now = durable;
      if (now == null) {
        throw new StoreUnavailableException("the catalogue file " + file + " is closed");
      }
      return now;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Checks and changes the tables as one transaction.
   *
   * @param change returns false, having changed nothing, when a condition does not hold
   */
  CommitOutcome write(Predicate<Tables> change) {
    Batch mine;
    boolean changed;
    lock.lock();
    try {
      reopened();
      mine = open;
      changed = change.test(Objects.requireNonNull(tables));
    } catch (MVStoreException e) {
      abandon();
      return CommitOutcome.UNKNOWN;
    } finally {
      lock.unlock();
    }
    // a condition may have failed on a change that is not durable yet, so even then the commit is waited for
    return commit(mine) ? changed ? CommitOutcome.COMMITTED : CommitOutcome.CONFLICTED : CommitOutcome.UNKNOWN;
  }

  /** Makes a batch durable, unless somebody else did while this thread waited; whether it is. */
  private boolean commit(Batch batch) {
    committing.lock();
    try {
      if (batch.taken) {
        return !batch.lost;
      }
      Tables now;
      long version;
      lock.lock();
      try {
        now = tables;
        batch.taken = true;
        if (now == null || batch != open) {
          batch.lost = true;
          return false;
        }
        open = new Batch();
        if (!now.store().hasUnsavedChanges()) {
          return true;
        }
        version = committed(now.store());
      } catch (MVStoreException e) {
        batch.lost = true;
        abandon();
        return false;
      } finally {
        lock.unlock();
      }
      return sync(batch, now, version);
    } finally {
      committing.unlock();
    }
  }

  private boolean sync(Batch batch, Tables now, long version) {
    try {
      now.store().sync();
      Tables seen = now.at(version);
      lock.lock();
      try {
        if (tables == now) {
          durable = seen;
        }
      } finally {
        lock.unlock();
      }
      return true;
    } catch (MVStoreException e) {
      batch.lost = true;
      lock.lock();
      try {
        abandon();
      } finally {
        lock.unlock();
      }
      return false;
    }
  }

  /** Gives space of overwritten pages back, a few megabytes a call; to be called now and then. */
  void tidy() {
    committing.lock();
    lock.lock();
    try {
      Tables now = tables;
      if (now != null) {
        now.store().compact(WANTED_FILL_PERCENT, REWRITE_BYTES);
        durable = synced(now);
        // only now: when that fails, the writers of the open batch must hear of it
        open.taken = true;
        open = new Batch();
      }
    } catch (MVStoreException e) {
      abandon();
    } finally {
      lock.unlock();
      committing.unlock();
    }
  }

  /** Forgets what is not durable; the next call opens the file anew. To be called under the lock. */
  private void abandon() {
    open.taken = true;
    open.lost = true;
    open = new Batch();
    Tables now = tables;
    tables = null;
    durable = null;
    if (now != null) {
      now.store().closeImmediately();
    }
  }

  private StoreUnavailableException unavailable(String action, RuntimeException e) {
    return new StoreUnavailableException("cannot " + action + " the catalogue file " + file + ": " + e.getMessage(), e);
  }

  @Override
  public void close() {
    committing.lock();
    lock.lock();
    try {
      closed = true;
      Tables now = tables;
      tables = null;
      durable = null;
      if (now != null) {
        now.store().close();
      }
    } catch (MVStoreException e) {
      abandon();
    } finally {
      lock.unlock();
      committing.unlock();
    }
  }
}
