package dev.narthex.tsdb.read;

import dev.narthex.tsdb.block.BlockHead;
import dev.narthex.tsdb.block.BlockSummary;
import dev.narthex.tsdb.layout.Layout;
import dev.narthex.tsdb.timeline.EntryWindow;
import dev.narthex.tsdb.timeline.Timeline;
import dev.narthex.tsdb.timeline.TimelineKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A block whose layout and timelines are known. Immutable and cached. */
final class OpenBlock {
  private static final EntryWindow[] NONE = {};

  private final BlockSummary summary;
  private final Layout layout;
  private final List<Timeline> timelines;
  private final Map<TimelineKey, Timeline> byKey;
  private final Map<TimelineKey, Integer> numbers;
  /** By timeline, then by sub-block. */
  private final EntryWindow[][] windows;

  OpenBlock(BlockSummary summary, BlockHead head, Layout layout) {
    this.summary = summary;
    this.layout = layout;
    timelines = shared(head.timelines(layout));
    byKey = HashMap.newHashMap(timelines.size());
    numbers = HashMap.newHashMap(timelines.size());
    for (int i = 0; i < timelines.size(); i++) {
      byKey.put(timelines.get(i).key(), timelines.get(i));
      numbers.put(timelines.get(i).key(), i);
    }
    windows = new EntryWindow[timelines.size()][];
    for (int t = 0; t < windows.length; t++) {
      boolean likeBefore = t > 0 && timelines.get(t).sharesEntries(timelines.get(t - 1));
      windows[t] = likeBefore ? windows[t - 1] : windows(timelines.get(t));
    }
  }

  private EntryWindow[] windows(Timeline timeline) {
    EntryWindow[] bySubBlock = new EntryWindow[summary.shape().subBlocks().count()];
    for (int s = 0; s < bySubBlock.length; s++) {
      bySubBlock[s] = summary.shape().subBlocks().window(timeline, s);
    }
    return bySubBlock;
  }

  /** Targets that were scraped together, or written together, have equal entries: their timelines get the same arrays. */
  private static List<Timeline> shared(List<Timeline> timelines) {
    Map<Entries, Timeline> known = new HashMap<>();
    List<Timeline> shared = new ArrayList<>(timelines.size());
    for (Timeline timeline : timelines) {
      Timeline first = known.putIfAbsent(new Entries(timeline), timeline);
      shared.add(first == null ? timeline : timeline.withEntriesOf(first));
    }
    return shared;
  }

  /** A timeline without its key. */
  private record Entries(Timeline timeline) {
    @Override
    public boolean equals(Object o) {
      return o instanceof Entries other
          && Arrays.equals(timeline.timestamps(), other.timeline.timestamps())
          && Arrays.equals(timeline.flags(), other.timeline.flags());
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(timeline.timestamps());
    }
  }

  BlockSummary summary() {
    return summary;
  }

  Layout layout() {
    return layout;
  }

  Map<TimelineKey, Timeline> timelines() {
    return byKey;
  }

  /** Entries of a timeline within a sub-block; null when the block has no such timeline. */
  @Nullable EntryWindow window(TimelineKey key, int subBlock) {
    Integer number = numbers.get(key);
    return number == null ? null : windows[number][subBlock];
  }

  /** Entries of a timeline within some sub-blocks, one after the other, not to be changed; empty when the block has no such timeline. */
  EntryWindow[] windows(TimelineKey key, int firstSub, int lastSub) {
    Integer number = numbers.get(key);
    if (number == null) {
      return NONE;
    }
    EntryWindow[] all = windows[number];
    return firstSub == 0 && lastSub == all.length - 1 ? all : Arrays.copyOfRange(all, firstSub, lastSub + 1);
  }

  long weight() {
    long entries = 0;
    for (Timeline t : timelines) {
      entries += 160 + 9L * t.size() + 80L * summary.shape().subBlocks().count();
    }
    return entries + 4096;
  }
}
