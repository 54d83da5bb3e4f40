package dev.narthex.tsdb.read;

import dev.narthex.model.Exemplar;
import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import dev.narthex.model.TimeRange;
import dev.narthex.tsdb.block.BlockHead;
import dev.narthex.tsdb.block.BlockShape;
import dev.narthex.tsdb.block.BlockSummary;
import dev.narthex.tsdb.block.ByteRange;
import dev.narthex.tsdb.block.ColumnExemplar;
import dev.narthex.tsdb.catalog.VisibleBlock;
import dev.narthex.tsdb.layout.Layout;
import dev.narthex.tsdb.layout.LayoutPart;
import dev.narthex.tsdb.layout.MetricDirectory;
import dev.narthex.tsdb.timeline.EntryWindow;
import dev.narthex.tsdb.timeline.Timeline;
import dev.narthex.tsdb.timeline.TimelineKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads what one selection wants of one block: plans the ranges from the catalogue item alone, reads them in one go, decodes.
 */
final class BlockRead {
  /** A series that passes, with its decoded samples and the entries they belong to, both by sub-block; empty columns are left out. */
  record Found(Labels labels, TimelineKey timeline, EntryWindow[] windows, SeriesColumns columns) {}

  private final VisibleBlock visible;
  private final BlockSummary summary;
  private final BlockShape shape;
  private final ReadCache cache;
  private final Optional<MetricDirectory> directory;

  /**
   * @param directory of the block's layout, shared or own, if the catalogue has it
   */
  BlockRead(VisibleBlock visible, BlockSummary summary, Optional<MetricDirectory> directory, ReadCache cache) {
    this.visible = visible;
    this.summary = summary;
    this.shape = summary.shape();
    this.directory = directory;
    this.cache = cache;
  }

  BlockSummary summary() {
    return summary;
  }

  VisibleBlock visible() {
    return visible;
  }

  /** Names the block's layout, shared or own, among all layouts. */
  String layoutKey() {
    return shape.layoutMode() == BlockShape.LayoutMode.SHARED ? shape.layoutHash() : summary.object();
  }

  private String openKey() {
    return "open " + summary.object();
  }

  private String deltaKey() {
    return "delta " + summary.object();
  }

  private String pieceKey(int group, int subBlock) {
    return "piece " + summary.object() + " " + shape.piece(group, subBlock);
  }

  /** What a column takes on the heap beside its samples: labels, and what finds and merges it. */
  private static final int BYTES_OF_A_COLUMN = 400;

  /** Adds, by metric name, about how many bytes of heap the block's columns of wanted metrics take. */
  void estimate(Predicate<String> metric, Map<String, Long> bytes) {
    long perColumn = BYTES_OF_A_COLUMN + 8 * Math.max(1, summary.samples() / Math.max(1, summary.series()));
    directory.ifPresent(names -> {
      for (int m = 0; m < names.size(); m++) {
        if (metric.test(names.name(m)) && visible.shows(names.name(m))) {
          bytes.merge(names.name(m), names.columnCount(m) * perColumn, Long::sum);
        }
      }
    });
    if (directory.isEmpty() && shape.layoutColumns() > 0 || shape.deltaColumns() > 0) {
      bytes.merge("", shape.deltaColumns() * perColumn, Long::sum);
    }
  }

  /** The names of the block's metrics, when the catalogue knows them all. */
  Optional<List<String>> metricNames() {
    if (shape.layoutColumns() > 0 && directory.isEmpty() || shape.deltaColumns() > 0 && summary.deltaMetrics().isEmpty()) {
      return Optional.empty();
    }
    List<String> names = new ArrayList<>(summary.deltaMetrics().orElse(List.of()));
    directory.ifPresent(d -> {
      for (int m = 0; m < d.size(); m++) {
        names.add(d.name(m));
      }
    });
    names.removeIf(name -> !visible.shows(name));
    return Optional.of(names);
  }

  /** Whether series of wanted metrics may stand in the delta. */
  boolean wantsDelta(Predicate<String> metric) {
    return shape.deltaColumns() > 0 && summary.deltaMetrics().map(names -> names.stream().anyMatch(metric)).orElse(true);
  }

  /** Whether series of wanted metrics may stand in the layout. */
  boolean wantsLayoutColumns(Predicate<String> metric) {
    if (shape.layoutColumns() == 0 || directory.isEmpty()) {
      return shape.layoutColumns() > 0;
    }
    MetricDirectory names = directory.get();
    for (int m = 0; m < names.size(); m++) {
      if (metric.test(names.name(m))) {
        return true;
      }
    }
    return false;
  }

  /**
   * The block with layout and timelines; reads the head, the own layout and whatever else is asked for in the same GETs.
   *
   * @param more ranges that the caller needs beside
   * @param spans receives what was read
   */
  private OpenBlock open(RangeReads reads, Supplier<Layout> shared, List<ByteRange> more, ByteSpans[] spans) {
    Optional<OpenBlock> cached = cache.find(openKey(), OpenBlock.class);
    List<ByteRange> ranges = new ArrayList<>(more);
    boolean needHead = cached.isEmpty() && summary.head().isEmpty();
    boolean needLayout = cached.isEmpty() && shape.layoutMode() == BlockShape.LayoutMode.OWN;
    if (needHead) {
      ranges.add(summary.headRange());
    }
    if (needLayout) {
      List<LayoutPart> parts = summary.layoutParts();
      ranges.add(new ByteRange(parts.getFirst().offset(), parts.getLast().offset() + parts.getLast().length()));
    }
    ByteSpans read = reads.read(summary.object(), ranges);
    spans[0] = read;
    if (cached.isPresent()) {
      return cached.get();
    }
    BlockHead head = needHead ? summary.head(read.copy(summary.headRange()), 0) : summary.head().orElseThrow();
    Function<LayoutPart, byte @Nullable []> part = p -> read.copy(new ByteRange(p.offset(), p.offset() + p.length()));
    Layout layout =
        switch (shape.layoutMode()) {
          case NONE -> Layout.empty();
          case SHARED -> shared.get();
          case OWN -> summary.ownLayout(part);
        };
    OpenBlock block = new OpenBlock(summary, head, layout);
    cache.keep(openKey(), block, block.weight() + (needLayout ? 40L * layout.columns() : 0));
    return block;
  }

  /** The block's timelines, without any column. */
  Map<TimelineKey, Timeline> timelines(RangeReads reads, Supplier<Layout> shared) {
    return open(reads, shared, List.of(), new ByteSpans[1]).timelines();
  }

  /** The layouts of the block: its own or the shared one, and the delta's; without any column. */
  List<Layout> layouts(RangeReads reads, Supplier<Layout> shared) {
    if (shape.layoutMode() == BlockShape.LayoutMode.SHARED && shape.deltaColumns() == 0) {
      return List.of(shared.get());
    }
    List<ByteRange> more = shape.deltaColumns() > 0 ? List.of(summary.headRange()) : List.of();
    ByteSpans[] spans = new ByteSpans[1];
    OpenBlock block = open(reads, shared, more, spans);
    return shape.deltaColumns() > 0 ? List.of(block.layout(), summary.delta(spans[0].copy(summary.headRange()), 0)) : List.of(block.layout());
  }

  /** An exemplar with the labels of its series. */
  record FoundExemplar(Labels series, Exemplar exemplar) {}

  /** All exemplars of the block. */
  List<FoundExemplar> exemplars(RangeReads reads, Supplier<Layout> shared) {
    List<ByteRange> more = new ArrayList<>(List.of(summary.exemplarRange()));
    boolean delta = shape.deltaColumns() > 0;
    if (delta) {
      more.add(summary.headRange());
    }
    ByteSpans[] spans = new ByteSpans[1];
    OpenBlock block = open(reads, shared, more, spans);
    Layout deltaLayout = delta ? summary.delta(spans[0].copy(summary.headRange()), 0) : Layout.empty();
    List<FoundExemplar> found = new ArrayList<>();
    for (ColumnExemplar e : summary.exemplars(spans[0].copy(summary.exemplarRange()), summary.exemplarRange().from())) {
      int own = e.column() - deltaLayout.columns();
      Labels series = own < 0 ? deltaLayout.labels(e.column()) : block.layout().labels(own);
      if (visible.shows(series.metricName())) {
        found.add(new FoundExemplar(series, e.exemplar()));
      }
    }
    return found;
  }

  /**
   * Reads and decodes.
   *
   * @param metric which metric names are wanted
   * @param matched gives the columns of a layout that pass
   */
  OpenBlock read(
      RangeReads reads,
      Supplier<Layout> shared,
      TimeRange range,
      Predicate<String> metric,
      List<LabelMatcher> matchers,
      Function<Layout, MatchedColumns> matched,
      List<Found> found) {
    Predicate<String> shown = name -> metric.test(name) && visible.shows(name);
    int firstSub = shape.subBlocks().at(range.from());
    int lastSub = shape.subBlocks().at(range.to());
    boolean delta = wantsDelta(shown);
    List<ByteRange> ranges = new ArrayList<>();
    // A directory too large for the catalogue costs a third round, where the block is too large to be read as a whole.
    boolean ask = directory.isEmpty() && shape.layoutColumns() > 0 && summary.length() > ByteSpans.GET_WORTH;
    Optional<OpenBlock> opened = ask ? Optional.of(open(reads, shared, List.of(), new ByteSpans[1])) : Optional.empty();
    TreeSet<Integer> groups = opened.isPresent() ? groupsOf(matched.apply(opened.get().layout())) : wantedGroups(shown);
    Map<Integer, CachedPiece> held = new HashMap<>();
    for (int group : groups) {
      piecesMissing(group, firstSub, lastSub, held, ranges);
    }
    Optional<Layout> cachedDelta = delta ? cache.find(deltaKey(), Layout.class) : Optional.of(Layout.empty());
    if (cachedDelta.isEmpty()) {
      ranges.add(summary.deltaRange());
    }
    if (delta) {
      for (int group = 0; group < shape.deltaGroups(); group++) {
        piecesMissing(group, firstSub, lastSub, held, ranges);
      }
    }
    ByteSpans[] spans = new ByteSpans[1];
    OpenBlock block;
    if (opened.isPresent()) {
      block = opened.get();
      spans[0] = reads.read(summary.object(), ranges);
    } else {
      block = open(reads, shared, ranges, spans);
    }
    Pieces pieces = new Pieces(block, spans[0], held, firstSub, lastSub, found);
    // Kept also when no series of theirs passes: the next query of the kind asks again.
    groups.forEach(pieces::keep);
    if (delta) {
      Layout labels = cachedDelta.orElseGet(() -> {
        Layout read = summary.delta(spans[0].copy(summary.deltaRange()), summary.deltaRange().from());
        cache.keep(deltaKey(), read, 200L * read.columns() + 500);
        return read;
      });
      pieces.add(labels, MatchedColumns.of(labels, matchers, shown), 0);
    }
    if (!groups.isEmpty()) {
      MatchedColumns all = matched.apply(block.layout());
      pieces.add(block.layout(), visible.hidden().isEmpty() ? all : shownOnly(all), shape.deltaGroups());
    }
    return block;
  }

  private MatchedColumns shownOnly(MatchedColumns all) {
    int[] columns = new int[all.columns().length];
    Labels[] labels = new Labels[columns.length];
    int n = 0;
    for (int i = 0; i < columns.length; i++) {
      if (visible.shows(all.labels()[i].metricName())) {
        columns[n] = all.columns()[i];
        labels[n++] = all.labels()[i];
      }
    }
    return MatchedColumns.of(Arrays.copyOf(columns, n), Arrays.copyOf(labels, n));
  }

  private TreeSet<Integer> groupsOf(MatchedColumns columns) {
    TreeSet<Integer> groups = new TreeSet<>();
    for (int column : columns.columns()) {
      groups.add(shape.groupOf(shape.deltaColumns() + column));
    }
    return groups;
  }

  /** The layout's groups that hold wanted metrics; all of them when the catalogue does not know the directory. */
  private TreeSet<Integer> wantedGroups(Predicate<String> metric) {
    TreeSet<Integer> groups = new TreeSet<>();
    if (directory.isEmpty()) {
      for (int g = shape.deltaGroups(); g < shape.groups(); g++) {
        groups.add(g);
      }
      return groups;
    }
    MetricDirectory names = directory.get();
    for (int m = 0; m < names.size(); m++) {
      if (metric.test(names.name(m))) {
        int first = shape.groupOf(shape.deltaColumns() + names.firstColumn(m));
        int last = shape.groupOf(shape.deltaColumns() + names.firstColumn(m) + names.columnCount(m) - 1);
        for (int g = first; g <= last; g++) {
          groups.add(g);
        }
      }
    }
    return groups;
  }

  /** Takes hold of the cached pieces of a group, so that none is forgotten meanwhile, and plans to read the group if one is missing. */
  private void piecesMissing(int group, int firstSub, int lastSub, Map<Integer, CachedPiece> held, List<ByteRange> ranges) {
    boolean all = true;
    for (int s = firstSub; s <= lastSub; s++) {
      Optional<CachedPiece> piece = cache.find(pieceKey(group, s), CachedPiece.class);
      int number = shape.piece(group, s);
      piece.ifPresent(p -> held.put(number, p));
      all &= piece.isPresent();
    }
    if (!all) {
      ranges.add(summary.groupRange(group, firstSub, lastSub + 1));
    }
  }

  /** Decodes wanted columns out of what was read or cached. */
  private final class Pieces {
    private final OpenBlock block;
    private final ByteSpans spans;
    private final Map<Integer, CachedPiece> held;
    private final int firstSub;
    private final int lastSub;
    private final List<Found> found;

    Pieces(OpenBlock block, ByteSpans spans, Map<Integer, CachedPiece> held, int firstSub, int lastSub, List<Found> found) {
      this.block = block;
      this.spans = spans;
      this.held = held;
      this.firstSub = firstSub;
      this.lastSub = lastSub;
      this.found = found;
    }

    /** Adds the columns of a layout by ascending labels. */
    void add(Layout labels, MatchedColumns matched, int firstGroup) {
      int[] wanted = matched.columns();
      SeriesColumns[] decoded = new SeriesColumns[wanted.length];
      Arrays.setAll(decoded, i -> new SeriesColumns(lastSub - firstSub + 1));
      decode(labels, wanted, firstGroup, decoded);
      EntryWindow[][] windows = new EntryWindow[labels.targets().size()][];
      for (int i : matched.order()) {
        int target = labels.target(wanted[i]);
        TimelineKey key = labels.targets().get(target).key();
        if (windows[target] == null) {
          windows[target] = block.windows(key, firstSub, lastSub);
        }
        series(matched.labels()[i], key, windows[target], decoded[i]);
      }
    }

    private void decode(Layout labels, int[] wanted, int firstGroup, SeriesColumns[] decoded) {
      int from = 0;
      while (from < wanted.length) {
        int group = firstGroup + wanted[from] / shape.groupSize();
        int first = (group - firstGroup) * shape.groupSize();
        int to = from;
        while (to < wanted.length && wanted[to] < first + shape.groupSize()) {
          to++;
        }
        for (int s = firstSub; s <= lastSub; s++) {
          piece(group, s).decode(block, labels, group, s, first, wanted, from, to, decoded, s - firstSub);
        }
        from = to;
      }
    }

    private void series(Labels labels, TimelineKey key, EntryWindow[] windows, SeriesColumns decoded) {
      if (windows.length == 0) {
        return;
      }
      if ((decoded.traits() & SeriesColumns.EMPTY) == 0) {
        found.add(new Found(labels, key, windows, decoded));
      } else if (!decoded.isEmpty()) {
        found.add(new Found(labels, key, decoded.dense(windows), decoded.dense()));
      }
    }

    void keep(int group) {
      for (int s = firstSub; s <= lastSub; s++) {
        piece(group, s);
      }
    }

    private CachedPiece piece(int group, int subBlock) {
      return held.computeIfAbsent(shape.piece(group, subBlock), number -> {
        CachedPiece read = new CachedPiece(spans.copy(summary.groupRange(group, subBlock, subBlock + 1)), shape.columnsOf(group));
        cache.keep(pieceKey(group, subBlock), read, read.weight());
        return read;
      });
    }
  }
}
