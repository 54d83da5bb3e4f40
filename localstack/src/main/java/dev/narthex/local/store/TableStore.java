package dev.narthex.local.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;

/**
 * The tables' file and its log, opened. Changes happen in memory and, as one record a commit, in the log; now and then {@link #cut} writes
 * the changed pages to the file, together with the number of the last record that they hold. In memory there is no log.
 *
 * <p>Knows nothing of threads: {@link TableFile} says who may call what when.
 */
final class TableStore {
  private static final int CACHE_MEGABYTES = 32;
  private static final int PAGE_BYTES = 4 << 10;
  private static final int REWRITE_BYTES = 4 << 20;
  private static final int WANTED_FILL_PERCENT = 60;
  private static final String APPLIED = "applied";
  /** What H2 calls its threads, before the name of the file. */
  static final String WRITER = "MVStore background writer ";

  private final MVStore store;
  private final MVMap<String, byte[]> catalog;
  private final MVMap<String, byte[]> state;
  private final MVMap<String, byte[]> position;
  private final @Nullable TableLog log;
  private Changes pending = new Changes();

  /** The tables as of a moment: when that many changes had been made since the process started. */
  record Tables(TableView catalog, TableView state, long changes) {}

  /** The newest tables. */
  record WritableTables(WritableTable catalog, WritableTable state) {}

  /**
   * Opens the file and its log, creates what is missing, and applies what stands in the log alone.
   *
   * @param file null = in memory
   * @throws IOException when the log cannot be used
   * @throws MVStoreException when the file cannot be used
   */
  static TableStore open(@Nullable Path file, TableLog.Options options) throws IOException {
    // without a buffer size of 0 a store commits by itself in the middle of a transaction
    MVStore.Builder builder = new MVStore.Builder().autoCommitDisabled().autoCommitBufferSize(0).cacheSize(CACHE_MEGABYTES).pageSplitSize(PAGE_BYTES);
    MVStore store = (file == null ? builder : builder.fileName(file.toString()).autoCompactFillRate(0)).open();
    // what makes a store write pages on threads of its own, while its maps go on changing; it is not to commit by itself
    store.setAutoCommitDelay(Integer.MAX_VALUE);
    awaitWriter(store);
    TableLog log = null;
    try {
      log = file == null ? null : new TableLog(file, options);
      TableStore opened = new TableStore(store, log);
      opened.replay();
      return opened;
    } catch (IOException | RuntimeException e) {
      store.closeImmediately();
      if (log != null) {
        log.close();
      }
      throw e;
    }
  }

  /**
   * Waits until the thread that H2 started for the store sleeps. Closing wakes it and waits for its end; in H2 2.4 a thread that has
   * found itself wanted and is not asleep yet misses that, and sleeps for days while the store closes.
   */
  private static void awaitWriter(MVStore store) {
    String name = WRITER + store.getFileStore();
    Thread[] threads = new Thread[Thread.activeCount() + 16];
    int count = Thread.enumerate(threads);
    for (int i = 0; i < count; i++) {
      Thread thread = threads[i];
      while (thread.getName().equals(name) && thread.isAlive() && thread.getState() != Thread.State.TIMED_WAITING) {
        Thread.yield();
      }
    }
  }

  private TableStore(MVStore store, @Nullable TableLog log) {
    this.store = store;
    this.catalog = map(store, "catalog");
    this.state = map(store, "state");
    this.position = map(store, "log");
    this.log = log;
  }

  private static MVMap<String, byte[]> map(MVStore store, String name) {
    return store.openMap(
        name, new MVMap.Builder<String, byte[]>().keyType(StringDataType.INSTANCE).valueType(ByteArrayDataType.INSTANCE));
  }

  private void replay() throws IOException {
    if (log != null) {
      byte[] stored = position.get(APPLIED);
      long applied = stored == null ? 0 : ByteBuffer.wrap(stored).getLong();
      if (log.replay(applied, this::apply) > applied) {
        position.put(APPLIED, number(log.last()));
      }
      if (store.hasUnsavedChanges()) {
        store.commit();
      }
      // also of what an earlier process wrote: from here on the log's records are written over
      sync();
      log.turn();
    }
  }

  private void apply(Changes.In table, String key, byte @Nullable [] value) {
    MVMap<String, byte[]> map =
        switch (table) {
          case CATALOG -> catalog;
          case STATE -> state;
        };
    if (value == null) {
      map.remove(key);
    } else {
      map.put(key, value);
    }
  }

  private static byte[] number(long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
  }

  /** The newest tables, to be changed. */
  WritableTables writable(Consumer<String> stateChanged) {
    return new WritableTables(new WritableTable(catalog, Changes.In.CATALOG, pending, key -> {}), new WritableTable(state, Changes.In.STATE, pending, stateChanged));
  }

  /** The tables as they are now. */
  Tables view(long changes) {
    return new Tables(TableView.of(catalog), TableView.of(state), changes);
  }

  /** Takes the changes that no record holds yet. */
  Changes take() {
    Changes taken = pending;
    pending = new Changes();
    return taken;
  }

  /** Makes changes safe: when this returns they outlive everything. */
  void append(Changes changes) throws IOException {
    if (log != null && !changes.isEmpty()) {
      log.append(changes);
    }
  }

  /**
   * Begins to write all changes to the file, on a thread of the file's own, and lets the log go on in its other file. Written and safe only
   * after {@link #sync}, which says when it failed. All changes are in the log.
   */
  void cut() throws IOException {
    if (log != null && store.hasUnsavedChanges()) {
      position.put(APPLIED, number(log.last()));
      commit();
      log.turn();
    }
  }

  /** The one kind of commit that does not wait for its pages, and does nothing while another is under way. */
  private void commit() {
    long before = store.getCurrentVersion();
    store.tryCommit();
    if (store.getCurrentVersion() == before) {
      store.commit();
    }
  }

  /** Gives space of overwritten pages back, a few megabytes a call. */
  void compact() {
    store.compact(WANTED_FILL_PERCENT, REWRITE_BYTES);
  }

  /** Waits until what was to be written is written and on the disk. */
  void sync() {
    store.executeFilestoreOperation(() -> {});
    store.sync();
  }

  /** Whether it is time for a cut. */
  boolean full() {
    return log != null && log.full();
  }

  /** Whether a cut is long overdue. */
  boolean overfull() {
    return log != null && log.overfull();
  }

  /** Closes after a cut and a sync. */
  void close() {
    closeLog();
    store.close();
  }

  /** Closes without a further write. */
  void closeImmediately() {
    store.closeImmediately();
    closeLog();
  }

  private void closeLog() {
    try {
      if (log != null) {
        log.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the log", e);
    }
  }
}
