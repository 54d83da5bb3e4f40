package dev.narthex.tsdb.compact;

import dev.narthex.model.Labels;
import dev.narthex.model.TimeRange;
import dev.narthex.tsdb.block.BlockPlan;
import dev.narthex.tsdb.block.BlockStream;
import dev.narthex.tsdb.block.BlockSummary;
import dev.narthex.tsdb.block.SubBlocks;
import dev.narthex.tsdb.catalog.BlockItem;
import dev.narthex.tsdb.catalog.BlockKey;
import dev.narthex.tsdb.catalog.Catalog;
import dev.narthex.tsdb.catalog.CatalogChange;
import dev.narthex.tsdb.catalog.CatalogItem;
import dev.narthex.tsdb.catalog.CatalogReader;
import dev.narthex.tsdb.catalog.CatalogView;
import dev.narthex.tsdb.catalog.Condition;
import dev.narthex.tsdb.catalog.Covers;
import dev.narthex.tsdb.catalog.ItemKey;
import dev.narthex.tsdb.catalog.MetricRange;
import dev.narthex.tsdb.catalog.Partitions;
import dev.narthex.tsdb.catalog.SortRange;
import dev.narthex.tsdb.catalog.Windows;
import dev.narthex.tsdb.layout.Layout;
import dev.narthex.tsdb.store.ObjectStore;
import dev.narthex.tsdb.store.PutOutcome;
import dev.narthex.tsdb.store.StoreUnavailableException;
import dev.narthex.tsdb.write.BlockAnnotation;
import dev.narthex.tsdb.write.BlockCataloguer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * Compacts windows. Safe to run late, repeatedly and concurrently: the output has a name of its own, and its item is committed together
 * with the window's epoch, as it was read before the inputs were; of two runs that saw the same inputs one conflicts.
 *
 * <p>Holds the labels and timelines of all inputs, one stretch of each input, and one group of the output.
 */
public final class Compactor {
  /** More inputs than this are left for the next run: the item that names them has to fit. */
  private static final int MOST_INPUTS = 4000;

  private final ObjectStore store;
  private final Catalog catalog;
  private final CatalogReader reader;
  private final BlockCataloguer cataloguer;
  private final InstantSource clock;
  private final LongSupplier ids;
  private final CompactionSettings settings;
  private final CompactionPlanner planner;
  private final SharedLayouts layouts;

  /**
   * @param retentionMillis blocks past retention are not worth compacting
   * @param ids gives 64 random bits a call: outputs are named by them
   */
  public Compactor(ObjectStore store, Catalog catalog, InstantSource clock, long retentionMillis, LongSupplier ids, CompactionSettings settings) {
    this.store = store;
    this.catalog = catalog;
    this.reader = new CatalogReader(catalog, clock, retentionMillis);
    this.cataloguer = new BlockCataloguer(store, catalog, clock);
    this.clock = clock;
    this.ids = ids;
    this.settings = settings;
    this.planner = new CompactionPlanner(settings);
    this.layouts = new SharedLayouts(store);
  }

  /** What is due by the content of the catalogue. Costs a reading of everything between retention and now, so ask seldom. */
  public List<CompactionWindow> due(String tenant) {
    return due(reader.read(tenant, TimeRange.closed(reader.retentionStart(), clock.millis())));
  }

  /** What is due by a reading of everything that somebody else had need of. */
  public List<CompactionWindow> due(CatalogView seen) {
    return planner.due(seen, reader.retentionStart(), clock.millis());
  }

  /**
   * Runs one compaction: one output of one window.
   *
   * @throws StoreUnavailableException when a store does not answer: run the job again
   * @throws dev.narthex.tsdb.frame.CorruptObjectException when an input is damaged; it names the object
   */
  public CompactionOutcome compact(String tenant, CompactionWindow window) {
    long end = window.start() + settings.window(window.level());
    BlockKey.Compacted key = new BlockKey.Compacted(window.level(), tenant, window.start(), end, "%016x".formatted(ids.getAsLong()));
    ItemKey epochKey = Partitions.epoch(key.partition(), window.level(), window.start());
    // The epoch is read before the inputs: whoever commits in between makes us conflict.
    List<CatalogItem> epoch = catalog.read(List.of(SortRange.prefix(epochKey.partition(), epochKey.sort()))).getFirst();
    // Level 1 looks at its whole 2 h window, for the base that it shares.
    long from = Windows.start(window.start(), Windows.LEVEL_TWO);
    CatalogView view = reader.read(tenant, TimeRange.closed(from - Windows.SLACK, end + Windows.SLACK));
    Part part = nextPart(view, window);
    if (part.inputs.isEmpty()) {
      return new CompactionOutcome.NothingToDo();
    }
    BlockItem output = write(key, part, view);
    CatalogChange bump =
        CatalogChange.put(
            new CatalogItem(epochKey, epoch.isEmpty() ? 1 : epoch.getFirst().version() + 1, new byte[0]),
            epoch.isEmpty() ? Condition.absent() : Condition.version(epoch.getFirst().version()));
    return switch (catalog.commit(List.of(CatalogChange.put(output.encode(), Condition.absent()), bump))) {
      case COMMITTED -> new CompactionOutcome.Committed(output, part.inputs.size());
      case CONFLICTED -> new CompactionOutcome.Conflicted();
      case UNKNOWN -> new CompactionOutcome.Unknown();
    };
  }

  /** What one output takes: whole blocks, or a metric range of them. */
  private record Part(List<BlockItem> inputs, MetricRange metrics) {}

  /** The first stretch of metric names that is not covered in all inputs, as far as the size of a part allows. */
  private Part nextPart(CatalogView view, CompactionWindow window) {
    List<BlockItem> all = planner.inputs(view, window);
    List<BlockItem> uncovered = all.size() > MOST_INPUTS ? all.subList(0, MOST_INPUTS) : all;
    String from = "";
    boolean first = true;
    for (BlockItem block : uncovered) {
      String start = view.remaining(block.key()).getFirst().from();
      from = first || Labels.compareCodePoints(start, from) < 0 ? start : from;
      first = false;
    }
    List<BlockItem> inputs = new ArrayList<>();
    String before = "";
    for (BlockItem block : uncovered) {
      MetricRange left = view.remaining(block.key()).getFirst();
      if (left.from().equals(from)) {
        inputs.add(block);
        before = earlier(before, left.before());
      } else {
        before = earlier(before, left.from());
      }
    }
    String cut = PartSize.cut(inputs, from, settings.partBytes(), view);
    return new Part(inputs, new MetricRange(from, earlier(before, cut)));
  }

  /** The smaller of two ends, where "" is the end of all names. */
  private static String earlier(String a, String b) {
    return a.isEmpty() || !b.isEmpty() && Labels.compareCodePoints(b, a) < 0 ? b : a;
  }

  private BlockItem write(BlockKey.Compacted key, Part part, CatalogView view) {
    long total = part.inputs.stream().mapToLong(BlockItem::size).sum();
    long each = total <= settings.memoryBytes() ? Integer.MAX_VALUE : Math.clamp(settings.memoryBytes() / part.inputs.size(), 1 << 18, 8 << 20);
    List<BlockInput> inputs = BlockInputs.open(store, part.inputs, (int) each, hash -> layouts.layout(hash, view));
    BlockMerge merge = new BlockMerge(inputs, part.metrics);
    SubBlocks subBlocks = key.level() == 3 ? SubBlocks.covering(key.from(), key.to()) : SubBlocks.ONE;
    BlockPlan plan;
    if (key.level() == 1) {
      LevelOneBase base = LevelOneBase.choose(view, key, merge, layouts, cataloguer);
      plan = merge.over(1, base.reference(), base.delta(), subBlocks);
    } else {
      plan = merge.own(key.level(), subBlocks);
    }
    byte[] annotation = new BlockAnnotation(part.metrics, Covers.of(part.inputs.stream().map(BlockItem::key).toList())).encode();
    BlockPlan annotated = plan.withAnnotation(annotation);
    AtomicReference<BlockSummary> summary = new AtomicReference<>();
    PutOutcome put = store.putIfAbsent(key.object(), out -> {
      BlockStream stream = merge.write(out, annotated);
      summary.set(stream.summary(key.object()));
    });
    BlockSummary written = summary.get();
    if (put != PutOutcome.STORED || written == null) {
      throw new StoreUnavailableException("output " + key.object() + " could not be stored (" + put + "); compact again");
    }
    return BlockCataloguer.item(key, written.length(), written, clock.millis());
  }
}
