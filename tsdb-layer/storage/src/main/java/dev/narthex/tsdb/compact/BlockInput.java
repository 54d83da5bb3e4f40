package dev.narthex.tsdb.compact;

import dev.narthex.tsdb.block.BlockHead;
import dev.narthex.tsdb.block.BlockShape;
import dev.narthex.tsdb.block.BlockSummary;
import dev.narthex.tsdb.block.ByteRange;
import dev.narthex.tsdb.block.ColumnExemplar;
import dev.narthex.tsdb.catalog.BlockItem;
import dev.narthex.tsdb.layout.Layout;
import dev.narthex.tsdb.layout.LayoutPart;
import dev.narthex.tsdb.store.ObjectStore;
import dev.narthex.tsdb.store.StoreUnavailableException;
import dev.narthex.tsdb.timeline.EntryWindow;
import dev.narthex.tsdb.timeline.Timeline;
import dev.narthex.tsdb.timeline.TimelineKey;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One block that goes into a compaction: labels and timelines in memory, columns by stretches of the object, each read once as the
 * merge moves forward.
 */
final class BlockInput {
  private final ObjectStore store;
  private final BlockSummary summary;
  private final int stretch;
  private final Layout layout;
  private final Layout delta;
  private final List<Timeline> timelines;
  private final Map<TimelineKey, Integer> numbers = new HashMap<>();
  private final EntryWindow[][] windows;

  /**
   * @param stretch bytes to read at a time
   * @param shared gives the layout with a hash
   */
  BlockInput(ObjectStore store, BlockItem item, int stretch, Function<String, Layout> shared) {
    this.store = store;
    this.stretch = stretch;
    summary = BlockSummary.decode(item.key().object(), item.shape());
    BlockShape shape = summary.shape();
    Stretch front = new Stretch(new byte[0], 0);
    if (summary.length() <= stretch) {
      front = new Stretch(read(new ByteRange(0, summary.length())), 0);
    } else {
      front = new Stretch(read(new ByteRange(0, Math.max(summary.headRange().to(), summary.deltaRange().to()))), 0);
    }
    first = front;
    BlockHead head = summary.head(front.bytes, 0);
    layout =
        switch (shape.layoutMode()) {
          case NONE -> Layout.empty();
          case SHARED -> shared.apply(shape.layoutHash());
          case OWN -> ownLayout();
        };
    delta = shape.deltaColumns() == 0 ? Layout.empty() : summary.delta(front.bytes, 0);
    timelines = head.timelines(layout);
    for (int t = 0; t < timelines.size(); t++) {
      numbers.put(timelines.get(t).key(), t);
    }
    windows = new EntryWindow[shape.subBlocks().count()][timelines.size()];
    for (int s = 0; s < windows.length; s++) {
      for (int t = 0; t < timelines.size(); t++) {
        windows[s][t] = shape.subBlocks().window(timelines.get(t), s);
      }
    }
  }

  /** Bytes of the object from an offset on. */
  record Stretch(byte[] bytes, long from) {
    boolean holds(ByteRange range) {
      return range.from() >= from && range.to() <= from + bytes.length;
    }
  }

  /** The front of the object, or all of it. */
  private final Stretch first;

  private byte[] read(ByteRange range) {
    return store
        .range(summary.object(), range.from(), Math.toIntExact(range.length()))
        .map(read -> range.whole(summary.object(), read))
        .orElseThrow(() -> new StoreUnavailableException("block " + summary.object() + " was removed while it was compacted; plan again"));
  }

  private Layout ownLayout() {
    List<LayoutPart> parts = summary.layoutParts();
    ByteRange all = new ByteRange(parts.getFirst().offset(), parts.getLast().offset() + parts.getLast().length());
    byte[] bytes = bytes(all, first);
    long from = first.holds(all) ? first.from() : all.from();
    Function<LayoutPart, byte @Nullable []> part = p -> Arrays.copyOfRange(bytes, (int) (p.offset() - from), (int) (p.offset() + p.length() - from));
    return summary.ownLayout(part);
  }

  private byte[] bytes(ByteRange range, Stretch held) {
    return held.holds(range) ? held.bytes : read(range);
  }

  /** A stretch that holds a range: the one held if it does, else a new one from the range on. */
  Stretch stretch(ByteRange range, Stretch held) {
    if (first.holds(range)) {
      return first;
    }
    if (held.holds(range)) {
      return held;
    }
    long to = Math.min(summary.length(), Math.max(range.to(), range.from() + stretch));
    return new Stretch(read(new ByteRange(range.from(), to)), range.from());
  }

  BlockSummary summary() {
    return summary;
  }

  BlockShape shape() {
    return summary.shape();
  }

  Layout layout() {
    return layout;
  }

  Layout delta() {
    return delta;
  }

  List<Timeline> timelines() {
    return timelines;
  }

  /** Number of a timeline, or −1. */
  int timeline(TimelineKey key) {
    return numbers.getOrDefault(key, -1);
  }

  EntryWindow window(int timeline, int subBlock) {
    return windows[subBlock][timeline];
  }

  List<ColumnExemplar> exemplars() {
    if (summary.exemplarCount() == 0) {
      return List.of();
    }
    ByteRange range = summary.exemplarRange();
    Stretch held = stretch(range, first);
    return summary.exemplars(held.bytes(), held.from());
  }
}
