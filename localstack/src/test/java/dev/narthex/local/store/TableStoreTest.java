package dev.narthex.local.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the store asks of H2. What becomes of the tables is {@link TableFileTest}'s. */
class TableStoreTest {
  private static final int ROUNDS = 200;

  @TempDir Path folder;

  /** A writer that is awake misses that it is to end; closing would wait for it. */
  @Test
  void noThreadOfTheStoreIsAwakeWhenItMayBeClosed() throws IOException {
    Path tables = folder.resolve("catalog.mv");
    int writers = 0;
    for (int i = 0; i < ROUNDS; i++) {
      TableStore store = TableStore.open(tables, TableLog.Options.DEFAULT);
      for (Thread thread : Thread.getAllStackTraces().keySet()) {
        if (thread.getName().startsWith(TableStore.WRITER) && thread.getName().endsWith(tables.toString())) {
          writers++;
          assertThat(thread.getState()).isEqualTo(Thread.State.TIMED_WAITING);
        }
      }
      store.closeImmediately();
    }
    assertThat(writers).as("the name that H2 gives them").isEqualTo(ROUNDS);
  }
}
