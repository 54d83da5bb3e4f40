package dev.narthex.tsdb.compact;

import dev.narthex.tsdb.catalog.BlockItem;
import dev.narthex.tsdb.layout.Layout;
import dev.narthex.tsdb.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** Opens many blocks at the same time. */
final class BlockInputs {
  private static final int AT_A_TIME = 32;

  private BlockInputs() {}

  static List<BlockInput> open(ObjectStore store, List<BlockItem> items, int stretch, Function<String, Layout> shared) {
    Semaphore permits = new Semaphore(AT_A_TIME);
    List<CompletableFuture<BlockInput>> opening = new ArrayList<>();
    for (BlockItem item : items) {
      opening.add(
          CompletableFuture.supplyAsync(
              () -> {
                permits.acquireUninterruptibly();
                try {
                  return new BlockInput(store, item, stretch, shared);
                } finally {
                  permits.release();
                }
              },
              Thread::startVirtualThread));
    }
    List<BlockInput> inputs = new ArrayList<>();
    RuntimeException failure = null;
    for (CompletableFuture<BlockInput> future : opening) {
      try {
        inputs.add(future.join());
      } catch (CompletionException e) {
        failure = e.getCause() instanceof RuntimeException cause ? cause : e;
      }
    }
    if (failure != null) {
      throw failure;
    }
    return inputs;
  }
}
