package dev.narthex.tsdb.read;

import dev.narthex.model.LabelMatcher;
import dev.narthex.model.TimeRange;
import dev.narthex.promql.source.SourceException;
import dev.narthex.tsdb.block.BlockSummary;
import dev.narthex.tsdb.catalog.BlockItem;
import dev.narthex.tsdb.catalog.CatalogReader;
import dev.narthex.tsdb.catalog.CatalogView;
import dev.narthex.tsdb.catalog.LayoutItem;
import dev.narthex.tsdb.catalog.VisibleBlock;
import dev.narthex.tsdb.frame.CorruptObjectException;
import dev.narthex.tsdb.frame.UnsupportedObjectException;
import dev.narthex.tsdb.layout.Layout;
import dev.narthex.tsdb.layout.LayoutObject;
import dev.narthex.tsdb.layout.LayoutSummary;
import dev.narthex.tsdb.layout.MetricDirectory;
import dev.narthex.tsdb.store.ObjectStore;
import dev.narthex.tsdb.store.StoreUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * The blocks that one read of the catalogue shows in a time range, with the means to read them in parallel rounds. Used by one read;
 * safe for its threads.
 */
final class BlockSet {
  private static final Executor THREADS = Thread::startVirtualThread;

  private final ObjectStore store;
  private final ReadCache cache;
  private final ReadListener listener;
  private final CatalogView view;
  private final List<BlockRead> blocks = new ArrayList<>();
  private final Map<String, CompletableFuture<Layout>> layouts = new ConcurrentHashMap<>();

  private BlockSet(ObjectStore store, ReadCache cache, ReadListener listener, CatalogView view) {
    this.store = store;
    this.cache = cache;
    this.listener = listener;
    this.view = view;
  }

  static BlockSet read(ObjectStore store, CatalogReader catalog, ReadCache cache, ReadListener listener, String tenant, TimeRange range) {
    try {
      CatalogView view = catalog.read(tenant, range);
      listener.round(0, 0);
      BlockSet set = new BlockSet(store, cache, listener, view);
      for (VisibleBlock visible : view.visible(range)) {
        BlockSummary summary = set.summary(visible.item());
        set.blocks.add(new BlockRead(visible, summary, set.directory(summary), cache));
      }
      return set;
    } catch (RuntimeException e) {
      throw explain(e);
    }
  }

  /** In the order of {@link CatalogView#ORDER}. */
  List<BlockRead> blocks() {
    return blocks;
  }

  private BlockSummary summary(BlockItem item) {
    String key = "summary " + item.key().object();
    return cache.find(key, BlockSummary.class).orElseGet(() -> {
      BlockSummary decoded = BlockSummary.decode(item.key().object(), item.shape());
      cache.keep(key, decoded, 4L * item.shape().length + 300);
      return decoded;
    });
  }

  private Optional<MetricDirectory> directory(BlockSummary summary) {
    return switch (summary.shape().layoutMode()) {
      case NONE -> Optional.empty();
      case OWN -> summary.directory();
      case SHARED -> layoutItem(summary).flatMap(this::directory);
    };
  }

  private Optional<MetricDirectory> directory(LayoutItem item) {
    String key = "directory " + item.object();
    Optional<MetricDirectory> cached = cache.find(key, MetricDirectory.class);
    if (cached.isPresent()) {
      return cached;
    }
    Optional<MetricDirectory> read = item.decodedSummary().map(LayoutSummary::directory);
    read.ifPresent(d -> cache.keep(key, d, 100L * d.size() + 200));
    return read;
  }

  Optional<LayoutItem> layoutItem(BlockSummary summary) {
    return Optional.ofNullable(view.layouts().get(summary.shape().layoutHash()));
  }

  /** The columns of a block's layout that pass; remembered, as a dashboard asks the same again and again. */
  MatchedColumns matched(BlockRead block, Layout layout, List<LabelMatcher> matchers) {
    String key = "matched " + block.layoutKey() + " " + matchers;
    return cache.find(key, MatchedColumns.class).orElseGet(() -> {
      MatchedColumns matched = MatchedColumns.of(layout, matchers, _ -> true);
      cache.keep(key, matched, matched.weight() + 2L * key.length());
      return matched;
    });
  }

  /** Whether a block's shared layout can hold a series that passes: says no only when the catalogue is sure. */
  boolean mayMatch(BlockRead block, List<LabelMatcher> matchers) {
    return layoutItem(block.summary()).map(l -> l.mayMatch(matchers)).orElse(true);
  }

  /** One round of requests. */
  final class Round {
    final RangeReads reads = new RangeReads(store);
    private final List<CompletableFuture<?>> tasks = new ArrayList<>();

    /** Starts reading something of a block. */
    <T> CompletableFuture<T> start(BlockRead block, Function<BlockRead, T> read) {
      CompletableFuture<T> task = CompletableFuture.supplyAsync(() -> read.apply(block), THREADS);
      tasks.add(task);
      return task;
    }

    /** Reads something of a block on this thread: the last of a round, which others need not be woken for. */
    <T> CompletableFuture<T> here(BlockRead block, Function<BlockRead, T> read) {
      CompletableFuture<T> task = new CompletableFuture<>();
      tasks.add(task);
      try {
        task.complete(read.apply(block));
      } catch (RuntimeException e) {
        task.completeExceptionally(e);
      }
      return task;
    }

    /** The shared layout of a block; starts to read it at the first call. */
    Layout layout(BlockRead block) {
      return layoutFuture(block).join();
    }

    /** Sends the request for a shared layout along with the others. */
    CompletableFuture<Layout> layoutFuture(BlockRead block) {
      String hash = block.summary().shape().layoutHash();
      if (hash.isEmpty()) {
        return CompletableFuture.completedFuture(Layout.empty());
      }
      return layouts.computeIfAbsent(hash, h -> {
        LayoutItem item = layoutItem(block.summary())
            .orElseThrow(() -> new CorruptObjectException(block.summary().object(), "catalogue item", "its layout " + hash + " has no item"));
        String key = "layout " + item.object();
        Optional<Layout> cached = cache.find(key, Layout.class);
        return cached.isPresent() ? CompletableFuture.completedFuture(cached.get()) : CompletableFuture.supplyAsync(() -> load(item, key), THREADS);
      });
    }

    private Layout load(LayoutItem item, String key) {
      byte[] bytes = reads.whole(item.object());
      Layout layout = LayoutObject.decode(item.object(), bytes);
      cache.keep(key, layout, 12L * bytes.length + 60L * layout.columns());
      return layout;
    }

    /** Waits for all and says what the round cost. */
    void finish() {
      RuntimeException failure = null;
      for (CompletableFuture<?> task : tasks) {
        try {
          task.join();
        } catch (RuntimeException e) {
          failure = failure == null ? e : failure;
        }
      }
      if (reads.requests() > 0) {
        listener.round(reads.requests(), reads.bytes());
      }
      if (failure != null) {
        throw failure instanceof CompletionException c && c.getCause() instanceof RuntimeException cause ? cause : failure;
      }
    }
  }

  /** What a failure of storage means to a query. A missing object stays what it is: the caller reads the catalogue again. */
  static RuntimeException explain(RuntimeException e) {
    Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
    return switch (cause) {
      case CorruptObjectException corrupt -> new SourceException(SourceException.Kind.CORRUPT, String.valueOf(corrupt.getMessage()), corrupt);
      case UnsupportedObjectException newer -> new SourceException(SourceException.Kind.CORRUPT, String.valueOf(newer.getMessage()), newer);
      case StoreUnavailableException down -> new SourceException(SourceException.Kind.UNAVAILABLE, String.valueOf(down.getMessage()), down);
      case RuntimeException other -> other;
      default -> e;
    };
  }
}
