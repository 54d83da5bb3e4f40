package dev.narthex.local.store;

import dev.narthex.local.store.TableStore.Tables;
import dev.narthex.local.store.TableStore.WritableTables;
import dev.narthex.tsdb.catalog.CommitOutcome;
import dev.narthex.tsdb.store.StoreUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The two tables in a file (or in memory) and its log, for many threads. Writers that come while a commit is under way share the next one:
 * each checks and changes the tables alone, then waits until a record of the log that holds its change is synced. Readers see the state of
 * the last such record, so nobody sees what might still be lost.
 *
 * <p>A thread may do several things {@link #together}: it sees the newest state, waits for no commit, and in the end waits for all that it
 * has seen or changed. The log keeps the order, so when something is lost, whatever came after it is lost too.
 *
 * <p>After a failed commit (a full disk) everything is opened anew, which brings back the last state that is safe; the writers concerned
 * get {@link CommitOutcome#UNKNOWN}.
 */
final class TableFile implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TableFile.class);

  private final @Nullable Path file;
  private final TableLog.Options options;
  /** Guards the newest state and the reference to it. Taken last. */
  private final ReentrantLock lock = new ReentrantLock();
  /** Held by who writes to the log; taken before {@link #lock}. */
  private final ReentrantLock committing = new ReentrantLock();
  /** Held by who writes the tables to their file; taken before {@link #committing}. */
  private final ReentrantLock writingOut = new ReentrantLock();

  private final AtomicBoolean writesOut = new AtomicBoolean();
  private final ScopedValue<Scope> scope = ScopedValue.newInstance();
  private final PartitionChanges partitions = new PartitionChanges();

  private @Nullable TableStore opened;
  private long changes;
  /** How often everything was opened anew: what a thread saw before is gone. */
  private int opening;
  /** What readers see: the tables as of the last synced record. */
  private volatile @Nullable Tables safe;
  private boolean closed;

  /** What a thread has seen and changed since it last waited for that. */
  private static final class Scope {
    private int opening;
    private long seen;
    private boolean waits;
  }

  /**
   * Opens the file and creates it when it is missing; null = in memory.
   *
   * @throws StoreUnavailableException when it cannot be opened
   */
  TableFile(@Nullable Path file) {
    this(file, TableLog.Options.DEFAULT);
  }

  TableFile(@Nullable Path file, TableLog.Options options) {
    this.file = file;
    this.options = options;
    open();
  }

  private TableStore open() {
    try {
      TableStore store = TableStore.open(file, options);
      changes++;
      partitions.forget(changes);
      safe = store.view(changes);
      opened = store;
      return store;
    } catch (MVStoreException | IllegalArgumentException | IOException e) {
      throw unavailable("open", e);
    }
  }

  /** The newest state; to be called under the lock. */
  private TableStore now() {
    if (closed) {
      throw new StoreUnavailableException("the catalogue file " + file + " is closed");
    }
    return opened == null ? open() : opened;
  }

  /** Reads what is safe, and within {@link #together} the newest; writers do not wait for it, nor it for them. */
  <T> T read(Function<Tables, T> reader) {
    Tables seen = scope.isBound() ? newest(scope.get()) : safe;
    if (seen == null) {
      seen = reopened();
    }
    try {
      return reader.apply(seen);
    } catch (MVStoreException e) {
      throw unavailable("read", e);
    }
  }

  private Tables newest(Scope mine) {
    lock.lock();
    try {
      TableStore now = now();
      note(mine);
      return now.view(changes);
    } finally {
      lock.unlock();
    }
  }

  /** Notes that a thread sees the newest state; to be called under the lock. */
  private void note(Scope mine) {
    if (mine.waits && mine.opening != opening) {
      mine.waits = false;
      throw lost();
    }
    Tables known = safe;
    mine.opening = opening;
    mine.seen = changes;
    mine.waits |= known == null || known.changes() < changes;
  }

  private StoreUnavailableException lost() {
    return new StoreUnavailableException("it is unknown whether the catalogue file " + file + " took the last changes; try again");
  }

  private Tables reopened() {
    lock.lock();
    try {
      now();
      Tables seen = safe;
      if (seen == null) {
        throw new StoreUnavailableException("the catalogue file " + file + " is closed");
      }
      return seen;
    } finally {
      lock.unlock();
    }
  }

  /** Does work whose changes need be safe only when it ends, or at a {@link #settle} in it; within another such work nothing changes. */
  <T> T together(Supplier<T> work) {
    if (scope.isBound()) {
      return work.get();
    }
    Scope mine = new Scope();
    return ScopedValue.where(scope, mine)
        .call(
            () -> {
              T done = work.get();
              settle(mine);
              return done;
            });
  }

  /** Waits until all that this thread has seen or changed in its {@link #together} is safe. */
  void settle() {
    if (scope.isBound()) {
      settle(scope.get());
    }
  }

  private void settle(Scope mine) {
    if (mine.waits) {
      mine.waits = false;
      if (!commit(mine.seen, mine.opening)) {
        throw lost();
      }
    }
  }

  /**
   * Checks and changes the tables as one transaction.
   *
   * @param change returns false, having changed nothing, when a condition does not hold
   */
  CommitOutcome write(Predicate<WritableTables> change) {
    Scope mine = scope.isBound() ? scope.get() : new Scope();
    boolean changed;
    lock.lock();
    try {
      TableStore now = now();
      note(mine);
      changed = changed(now, change);
      note(mine);
    } catch (MVStoreException e) {
      LOG.error("the catalogue file {} is opened anew, as a change failed: {}", file, e.getMessage());
      return CommitOutcome.UNKNOWN;
    } finally {
      lock.unlock();
    }
    CommitOutcome outcome = changed ? CommitOutcome.COMMITTED : CommitOutcome.CONFLICTED;
    // a condition may have failed on a change that is not safe yet, so even then the commit is waited for
    return scope.isBound() || !mine.waits || commit(mine.seen, mine.opening) ? outcome : CommitOutcome.UNKNOWN;
  }

  /** Makes a change, or part of one and then forgets everything that is not safe. */
  private boolean changed(TableStore now, Predicate<WritableTables> change) {
    long next = changes + 1;
    boolean whole = false;
    try {
      boolean changed = change.test(now.writable(key -> partitions.changed(key, next)));
      changes = changed ? next : changes;
      whole = true;
      return changed;
    } finally {
      if (!whole) {
        abandon();
      }
    }
  }

  /** Makes changes up to a count safe, unless somebody else did while this thread waited; whether they are. */
  private boolean commit(long wanted, int from) {
    TableStore now;
    committing.lock();
    try {
      Changes taken;
      Tables view;
      lock.lock();
      try {
        Tables known = safe;
        if (opening != from || known == null || opened == null) {
          return false;
        }
        if (known.changes() >= wanted) {
          return true;
        }
        now = opened;
        taken = now.take();
        view = now.view(changes);
      } finally {
        lock.unlock();
      }
      if (!append(now, taken, view)) {
        return false;
      }
    } finally {
      committing.unlock();
    }
    if (now.overfull()) {
      writeOut(store -> {});
    } else if (now.full()) {
      writeOutSoon();
    }
    return true;
  }

  /** Makes a record of changes; to be called by who commits. */
  private boolean append(TableStore now, Changes taken, Tables view) {
    try {
      now.append(taken);
    } catch (IOException e) {
      LOG.error("the catalogue file {} is opened anew, as its log took no record: {}", file, e.getMessage());
      abandon(now);
      return false;
    }
    lock.lock();
    try {
      if (opened != now) {
        return false;
      }
      safe = view;
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void writeOutSoon() {
    if (writesOut.compareAndSet(false, true)) {
      options.background().execute(() -> {
        try {
          writeOut(store -> {});
        } finally {
          writesOut.set(false);
        }
      });
    }
  }

  /** Writes the tables to their file, so that the log may begin anew. Writers wait until it is settled which pages, and go on while they are written and synced. */
  private void writeOut(Consumer<TableStore> before) {
    writingOut.lock();
    try {
      TableStore now = cut(before);
      if (now != null) {
        try {
          now.sync();
        } catch (MVStoreException e) {
          LOG.error("the catalogue file {} is opened anew, as it could not be synced: {}", file, e.getMessage());
          abandon(now);
        }
      }
    } finally {
      writingOut.unlock();
    }
  }

  private @Nullable TableStore cut(Consumer<TableStore> before) {
    committing.lock();
    lock.lock();
    try {
      TableStore now = opened;
      if (now == null || !append(now, now.take(), now.view(changes))) {
        return null;
      }
      before.accept(now);
      now.cut();
      safe = now.view(changes);
      return now;
    } catch (MVStoreException | IOException e) {
      LOG.error("the catalogue file {} is opened anew, as it could not be written: {}", file, e.getMessage());
      abandon();
      return null;
    } finally {
      lock.unlock();
      committing.unlock();
    }
  }

  /** Gives space of overwritten pages back, a few megabytes a call; to be called now and then. */
  void tidy() {
    writeOut(TableStore::compact);
  }

  /** When a partition of the state table was changed last, as the count of changes that {@link Tables} bear. */
  long lastChange(String partition) {
    return partitions.last(partition);
  }

  private void abandon(TableStore failed) {
    lock.lock();
    try {
      if (opened == failed) {
        abandon();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Forgets what is not safe; the next call opens the file anew. To be called under the lock. */
  private void abandon() {
    TableStore now = opened;
    opened = null;
    safe = null;
    opening++;
    if (now != null) {
      try {
        now.closeImmediately();
      } catch (UncheckedIOException e) {
        LOG.warn("the log of {} did not close: {}", file, e.getMessage());
      }
    }
  }

  private StoreUnavailableException unavailable(String action, Exception e) {
    return new StoreUnavailableException("cannot " + action + " the catalogue file " + file + ": " + e.getMessage(), e);
  }

  @Override
  public void close() {
    writeOut(store -> {});
    lock.lock();
    try {
      closed = true;
      TableStore now = opened;
      opened = null;
      safe = null;
      if (now != null) {
        now.close();
      }
    } catch (MVStoreException | UncheckedIOException e) {
      LOG.warn("the catalogue file {} did not close: {}", file, e.getMessage());
    } finally {
      lock.unlock();
    }
  }
}
