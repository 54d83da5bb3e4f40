package dev.narthex.tsdb.column;

import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.tsdb.frame.ByteReader;
import dev.narthex.tsdb.frame.Checksum;
import dev.narthex.tsdb.frame.Inflate;
import dev.narthex.tsdb.frame.UnsupportedObjectException;
import dev.narthex.tsdb.timeline.EntryWindow;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads one group at a time: {@link #open} checks the checksum and reads the headers, {@link #column} decodes a column and what it
 * refers to. {@link GroupWriter} holds the grammar. Not thread-safe; reused from group to group.
 */
public final class GroupReader {
  private static final long[] NO_PRESENCE = new long[0];

  private final UnitReader units = new UnitReader();
  private final Inflate inflate;
  private String object = "";
  private String section = "";
  private int columns;
  private @Nullable EntryWindow[] windows = new EntryWindow[0];

  /** First node of each column; −1 = not written. */
  private int[] columnNode = new int[256];
  private byte[] columnModifiers = new byte[256];
  private long[][] columnPresence = new long[256][];

  /** Nodes: every tag with what came with it, sub-columns included. */
  private int nodes;
  private int[] nodeTag = new int[256];
  private int[] nodeSize = new int[256];
  private int[] nodeUnit = new int[256];
  private long[] nodeConstant = new long[256];
  private @Nullable HistogramRuns[] nodeRuns = new HistogramRuns[256];

  private ByteReader tags = new ByteReader("", "", new byte[0]);
  private ByteReader plans = tags;
  private ByteReader widths = tags;
  private ByteReader references = tags;
  private ByteReader presence = tags;
  private ByteReader structures = tags;
  private ByteReader constants = tags;
  private ByteReader numbers = tags;
  private ByteReader raws = tags;
  private ByteReader exceptions = tags;
  private int bitsStart;

  private final ColumnValues subColumn = new ColumnValues();
  private long[] scratch = new long[64];

  public GroupReader() {
    this(new Inflate());
  }

  /** @param inflate native state to share with other readers of the same thread: needed while a group is opened */
  public GroupReader(Inflate inflate) {
    this.inflate = inflate;
  }

  /**
   * Opens the group that stands in {@code bytes[from, to)}.
   *
   * @param ordinal number of the group in its object
   * @param columnWindows for each column of the group the entries of its timeline in the sub-block; null = no such timeline
   */
  public void open(String objectName, int ordinal, byte[] bytes, int from, int to, @Nullable EntryWindow[] columnWindows, int columnCount) {
    header(objectName, ordinal, bytes, from, to);
    columns = columnCount;
    ensureColumns(columnCount);
    windows = columnWindows;
    for (int c = 0; c < columnCount; c++) {
      EntryWindow window = columnWindows[c];
      columnNode[c] = -1;
      if (window != null && window.size() > 0) {
        columnHeader(c, window);
      }
    }
    place(to - Checksum.SIZE);
  }

  /** Opens a group of plain integer columns with these sizes. */
  public void openLongs(String objectName, int ordinal, byte[] bytes, int from, int to, int[] sizes) {
    header(objectName, ordinal, bytes, from, to);
    columns = sizes.length;
    ensureColumns(columns);
    for (int c = 0; c < columns; c++) {
      columnNode[c] = sizes[c] == 0 ? -1 : node(tags.u8(), sizes[c]);
    }
    place(to - Checksum.SIZE);
  }

  private void header(String objectName, int ordinal, byte[] bytes, int from, int to) {
    object = objectName;
    section = "group " + ordinal;
    int end = Checksum.check(object, section, ordinal, bytes, from, to);
    ByteReader in = new ByteReader(object, section, bytes, from, end);
    int packer = in.u8();
    if (packer != GroupWriter.FAST) {
      throw new UnsupportedObjectException(object, "packer " + packer + " of " + section + " is unknown; upgrade Narthex");
    }
    byte[] header = inflate.read(in);
    bitsStart = in.position();
    ByteReader lengths = new ByteReader(object, section, header);
    int[] size = new int[GroupStreams.COUNT];
    for (int i = 0; i < GroupStreams.COUNT - 1; i++) {
      size[i] = lengths.count(header.length);
    }
    int at = lengths.position();
    tags = stream(header, at, at += size[0]);
    plans = stream(header, at, at += size[1]);
    widths = stream(header, at, at += size[2]);
    references = stream(header, at, at += size[3]);
    presence = stream(header, at, at += size[4]);
    structures = stream(header, at, at += size[5]);
    constants = stream(header, at, at += size[6]);
    numbers = stream(header, at, at += size[7]);
    raws = stream(header, at, at += size[8]);
    exceptions = stream(header, at, header.length);
    units.start(object, section, bytes, header);
    Arrays.fill(nodeRuns, 0, nodes, null);
    nodes = 0;
  }

  private ByteReader stream(byte[] header, int from, int to) {
    return new ByteReader(object, section, header, from, to);
  }

  private void place(int end) {
    tags.end();
    plans.end();
    widths.end();
    references.end();
    presence.end();
    structures.end();
    constants.end();
    numbers.end();
    raws.end();
    units.place(exceptions.position(), exceptions.remaining(), bitsStart, end - bitsStart);
  }

  private void ensureColumns(int n) {
    if (columnNode.length < n) {
      columnNode = new int[n];
      columnModifiers = new byte[n];
      columnPresence = new long[n][];
    }
  }

  private void columnHeader(int c, EntryWindow window) {
    ensureColumns(columns);
    int tag = tags.u8();
    int modifiers = (tag & ColumnTag.MODIFIED) != 0 ? presence.u8() : 0;
    tag &= ~ColumnTag.MODIFIED;
    columnModifiers[c] = (byte) modifiers;
    int k = window.okCount();
    int mode = modifiers & 3;
    columnPresence[c] = NO_PRESENCE;
    if (tag == ColumnTag.EMPTY) {
      k = 0;
      columnPresence[c] = new long[window.ok().length];
    } else if (mode == Presence.LIVE) {
      k = window.liveCount();
      columnPresence[c] = window.live();
    } else if (mode != Presence.OK) {
      columnPresence[c] = Presence.readRuns(presence, mode, window);
      k = Presence.count(columnPresence[c]);
    }
    columnNode[c] = node(tag, k);
    if ((modifiers & Presence.START_TIMESTAMPS) != 0) {
      node(tags.u8(), k);
    }
  }

  /** Reads what follows a tag and gives the node's number; its sub-columns are the nodes behind it. */
  private int node(int tag, int k) {
    int n = nodes++;
    if (n == nodeTag.length) {
      growNodes();
    }
    nodeTag[n] = tag;
    nodeSize[n] = k;
    if (tag != ColumnTag.EMPTY && k == 0) {
      throw tags.corrupt("a column without samples has tag " + tag);
    }
    switch (tag) {
      case ColumnTag.EMPTY -> {}
      case ColumnTag.CONSTANT_RAW -> nodeConstant[n] = raws.i64();
      case ColumnTag.RAW, ColumnTag.LONG -> unit(n, k);
      case ColumnTag.HISTOGRAM, ColumnTag.MIXED -> {
        HistogramRuns runs = HistogramRuns.read(structures, tag == ColumnTag.MIXED, k);
        nodeRuns[n] = runs;
        if (runs.floatCount() > 0) {
          node(tags.u8(), runs.floatCount());
        }
        runs.readTail(structures);
        node(tags.u8(), k - runs.floatCount());
        for (int r = 0; r < runs.count(); r++) {
          int subs = 3 + runs.structure(r).positive() + runs.structure(r).negative();
          for (int s = 0; s < subs; s++) {
            node(tags.u8(), runs.length(r));
          }
        }
      }
      case ColumnTag.CONSTANT_LONG -> nodeConstant[n] = constants.zigzag();
      default -> {
        if (tag >= ColumnTag.CONSTANT_DECIMAL && tag <= ColumnTag.CONSTANT_DECIMAL + Decimals.MAX_EXPONENT) {
          nodeConstant[n] = constants.zigzag();
        } else if (tag >= ColumnTag.DECIMAL && tag <= ColumnTag.DECIMAL + Decimals.MAX_EXPONENT) {
          unit(n, k);
        } else if (tag >= ColumnTag.DECIMAL_ULP && tag <= ColumnTag.DECIMAL_ULP + Decimals.MAX_EXPONENT) {
          unit(n, k);
          node(tags.u8(), k);
        } else {
          throw tags.corrupt("unknown column tag " + tag);
        }
      }
    }
    return n;
  }

  private void unit(int n, int k) {
    nodeUnit[n] = units.header(plans, widths, references, numbers, k);
  }

  private void growNodes() {
    int n = nodeTag.length * 2;
    nodeTag = Arrays.copyOf(nodeTag, n);
    nodeSize = Arrays.copyOf(nodeSize, n);
    nodeUnit = Arrays.copyOf(nodeUnit, n);
    nodeConstant = Arrays.copyOf(nodeConstant, n);
    nodeRuns = Arrays.copyOf(nodeRuns, n);
  }

  /** Number of columns of the open group, written or not. */
  public int columns() {
    return columns;
  }

  /** Samples of a column, known without decoding it. */
  public int samples(int column) {
    return columnNode[column] < 0 ? 0 : nodeSize[columnNode[column]];
  }

  /** Decodes a column of the open group. A column without a timeline comes back empty. */
  public void column(int column, ColumnValues out) {
    int n = columnNode[column];
    if (n < 0) {
      out.clear();
      return;
    }
    int next;
    int tag = nodeTag[n];
    if (tag == ColumnTag.HISTOGRAM || tag == ColumnTag.MIXED) {
      next = histograms(n, out);
    } else {
      next = floats(n, out);
    }
    if ((columnModifiers[column] & Presence.START_TIMESTAMPS) != 0) {
      long[] starts = new long[nodeSize[next]];
      longs(next, starts);
      out.startTimestamps(starts);
    }
    EntryWindow window = windows[column];
    long[] bits = columnPresence[column];
    if (window != null && bits != NO_PRESENCE && !Arrays.equals(bits, window.ok())) {
      out.present(bits);
    }
  }

  /** Decodes a column of plain integers. */
  public long[] longs(int column) {
    int n = columnNode[column];
    long[] out = new long[n < 0 ? 0 : nodeSize[n]];
    if (n >= 0) {
      longs(n, out);
    }
    return out;
  }

  /** Decodes a node of floats and gives the node behind it. */
  private int floats(int n, ColumnValues out) {
    int tag = nodeTag[n];
    int k = nodeSize[n];
    if (tag == ColumnTag.EMPTY) {
      out.clear();
    } else if (tag == ColumnTag.CONSTANT_RAW) {
      Arrays.fill(out.startFloats(k, -1), 0, k, Double.longBitsToDouble(nodeConstant[n]));
    } else if (tag == ColumnTag.RAW) {
      double[] v = out.startFloats(k, -1);
      long[] x = scratch(k);
      units.decode(nodeUnit[n], x);
      for (int i = 0; i < k; i++) {
        v[i] = Double.longBitsToDouble(x[i] ^ (x[i] >> 63 >>> 1));
      }
    } else if (tag >= ColumnTag.DECIMAL_ULP) {
      ulp(n, k, tag - ColumnTag.DECIMAL_ULP, out);
      return n + 2;
    } else if (tag >= ColumnTag.DECIMAL) {
      units.decode(nodeUnit[n], out.startDecimals(k, tag - ColumnTag.DECIMAL));
    } else if (tag >= ColumnTag.CONSTANT_DECIMAL) {
      Arrays.fill(out.startDecimals(k, tag - ColumnTag.CONSTANT_DECIMAL), 0, k, nodeConstant[n]);
    } else {
      throw tags.corrupt("tag " + tag + " where floats belong");
    }
    return n + 1;
  }

  private void ulp(int n, int k, int e, ColumnValues out) {
    double[] v = out.startFloats(k, e);
    double power = Decimals.power(e);
    long[] x = scratch(k);
    units.decode(nodeUnit[n], x);
    for (int i = 0; i < k; i++) {
      v[i] = (double) x[i] / power;
    }
    longs(n + 1, x);
    for (int i = 0; i < k; i++) {
      v[i] = Double.longBitsToDouble(Double.doubleToRawLongBits(v[i]) + x[i]);
    }
  }

  private long[] scratch(int k) {
    if (scratch.length < k) {
      scratch = new long[k + k / 2];
    }
    return scratch;
  }

  private void longs(int n, long[] out) {
    if (nodeTag[n] == ColumnTag.CONSTANT_LONG) {
      Arrays.fill(out, 0, nodeSize[n], nodeConstant[n]);
    } else if (nodeTag[n] == ColumnTag.LONG) {
      units.decode(nodeUnit[n], out);
    } else {
      throw tags.corrupt("tag " + nodeTag[n] + " where integers belong");
    }
  }

  private int histograms(int n, ColumnValues out) {
    HistogramRuns runs = nodeRuns[n];
    if (runs == null) {
      throw tags.corrupt("a histogram without structure");
    }
    int k = nodeSize[n];
    int next = n + 1;
    double[] floats = new double[0];
    if (runs.floatCount() > 0) {
      next = floats(next, subColumn);
      floats = Arrays.copyOf(subColumn.values(), runs.floatCount());
    }
    int histogramCount = k - runs.floatCount();
    long[] hints = new long[histogramCount];
    longs(next++, hints);
    NativeHistogram[] decoded = new NativeHistogram[histogramCount];
    int at = 0;
    for (int r = 0; r < runs.count(); r++) {
      HistogramStructure s = runs.structure(r);
      double[][] parts = new double[3 + s.positive() + s.negative()][];
      for (int p = 0; p < parts.length; p++) {
        next = floats(next, subColumn);
        parts[p] = Arrays.copyOf(subColumn.values(), runs.length(r));
      }
      for (int i = 0; i < runs.length(r); i++) {
        decoded[at] = s.histogram(parts, i, hints[at], tags);
        at++;
      }
    }
    double[] v = out.startFloats(k, -1);
    @Nullable NativeHistogram[] all = new NativeHistogram[k];
    runs.interleave(floats, decoded, v, all);
    out.histograms(all);
    return next;
  }
}
