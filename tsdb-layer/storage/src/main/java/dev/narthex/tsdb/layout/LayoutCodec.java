package dev.narthex.tsdb.layout;

import dev.narthex.model.Labels;
import dev.narthex.model.MetricMetadata;
import dev.narthex.model.MetricType;
import dev.narthex.tsdb.frame.ByteReader;
import dev.narthex.tsdb.frame.ByteWriter;
import dev.narthex.tsdb.timeline.TimelineCodec;
import dev.narthex.tsdb.timeline.TimelineKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a layout as bytes, before deflation and framing. Each part stands in a section of its own ({@link LayoutObject}, or the
 * block whose own layout it is), or all behind one another in the delta of a block.
 *
 * <pre>
 * Directory := {@link MetricDirectory}
 * Targets   := target count varint, Target*, label count varint, Strings (label names), Metric*   one Metric per metric of the directory
 * Target    := Key ({@link TimelineCodec}), pair count varint, (name string, value string)*
 * Metric    := (row − row of the run before varint, column count varint)*     runs of columns of one target, until the metric's columns end
 *              label count varint, (label number − the one before varint)*
 * Metadata  := (type u8, Text help, Text unit)*    one per metric; a Text equal to the one before is the length 0 and a u8 1
 * Label     := value count varint, Strings (values), ids of each metric that uses the label:
 *              (id − id of the column before zigzag)*, beginning anew from 0 at each run of one target
 * </pre>
 */
final class LayoutCodec {
  private LayoutCodec() {}

  static void directory(Layout layout, ByteWriter out) {
    layout.directory().write(out);
  }

  static void targets(Layout layout, ByteWriter out) {
    out.varint(layout.targets().size());
    for (LayoutTarget t : layout.targets()) {
      TimelineCodec.writeKey(t.key(), out);
      out.varint(t.shared().size());
      for (int i = 0; i < t.shared().size(); i++) {
        out.string(t.shared().name(i)).string(t.shared().value(i));
      }
    }
    LabelColumn[] labels = layout.labelColumns();
    String[] names = new String[labels.length];
    for (int i = 0; i < names.length; i++) {
      names[i] = labels[i].name();
    }
    out.varint(names.length);
    FrontCoding.write(names, out);
    MetricDirectory d = layout.directory();
    for (int m = 0; m < d.size(); m++) {
      int last = 0;
      int end = d.firstColumn(m) + d.columnCount(m);
      for (int c = d.firstColumn(m); c < end; ) {
        int runEnd = runEnd(layout.targetOfColumns(), c, end);
        out.varint(layout.target(c) - last).varint(runEnd - c);
        last = layout.target(c);
        c = runEnd;
      }
      int[] used = layout.labelsOfMetric(m);
      out.varint(used.length);
      last = 0;
      for (int l : used) {
        out.varint(l - last);
        last = l;
      }
    }
  }

  private static int runEnd(int[] target, int from, int end) {
    int c = from + 1;
    while (c < end && target[c] == target[from]) {
      c++;
    }
    return c;
  }

  static void metadata(Layout layout, ByteWriter out) {
    String help = "";
    String unit = "";
    for (int m = 0; m < layout.directory().size(); m++) {
      MetricMetadata d = layout.metadata(m);
      out.u8(d.type().ordinal());
      text(d.help(), help, out);
      text(d.unit(), unit, out);
      help = d.help();
      unit = d.unit();
    }
  }

  private static void text(String value, String before, ByteWriter out) {
    out.string(value.equals(before) ? "" : value);
    if (value.equals(before) || value.isEmpty()) {
      out.u8(value.equals(before) ? 1 : 0);
    }
  }

  private static String readText(ByteReader in, String before) {
    String value = in.string();
    return value.isEmpty() && in.u8() == 1 ? before : value;
  }

  static void label(Layout layout, int label, ByteWriter out) {
    LabelColumn column = layout.labelColumns()[label];
    out.varint(column.values().length);
    FrontCoding.write(column.values(), out);
    MetricDirectory d = layout.directory();
    for (int m = 0; m < d.size(); m++) {
      if (column.start()[m] < 0) {
        continue;
      }
      int at = column.start()[m] - d.firstColumn(m);
      int end = d.firstColumn(m) + d.columnCount(m);
      for (int c = d.firstColumn(m); c < end; ) {
        int runEnd = runEnd(layout.targetOfColumns(), c, end);
        int last = 0;
        for (; c < runEnd; c++) {
          int id = column.ids()[at + c];
          out.zigzag(id - last);
          last = id;
        }
      }
    }
  }

  /** Targets as read, with what is needed to read labels. */
  record Targets(List<LayoutTarget> targets, String[] labelNames, int[] target, int[][] metricLabels) {}

  static Targets readTargets(ByteReader in, MetricDirectory directory) {
    int n = in.count(in.remaining());
    List<LayoutTarget> targets = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      TimelineKey key = TimelineCodec.readKey(in);
      int pairs = in.count(in.remaining());
      Map<String, String> shared = new LinkedHashMap<>();
      for (int p = 0; p < pairs; p++) {
        shared.put(in.string(), in.string());
      }
      targets.add(new LayoutTarget(key, Labels.of(shared)));
    }
    int labelCount = in.count(in.remaining());
    String[] names = FrontCoding.read(labelCount, in);
    int[] target = new int[directory.columns()];
    int[][] metricLabels = new int[directory.size()][];
    for (int m = 0; m < directory.size(); m++) {
      int end = directory.firstColumn(m) + directory.columnCount(m);
      int row = 0;
      for (int c = directory.firstColumn(m); c < end; ) {
        row += in.count(n);
        int run = in.count(end - c);
        if (row >= n || run == 0) {
          throw in.corrupt("metric " + directory.name(m) + " names target " + row + " of " + n);
        }
        java.util.Arrays.fill(target, c, c + run, row);
        c += run;
      }
      int[] used = new int[in.count(labelCount)];
      int label = 0;
      for (int i = 0; i < used.length; i++) {
        label += in.count(labelCount);
        if (label >= labelCount) {
          throw in.corrupt("metric " + directory.name(m) + " names label " + label + " of " + labelCount);
        }
        used[i] = label;
      }
      metricLabels[m] = used;
    }
    return new Targets(List.copyOf(targets), names, target, metricLabels);
  }

  static MetricMetadata[] readMetadata(ByteReader in, int metrics) {
    MetricMetadata[] metadata = new MetricMetadata[metrics];
    String help = "";
    String unit = "";
    for (int m = 0; m < metrics; m++) {
      int type = in.u8();
      if (type >= MetricType.values().length) {
        throw in.corrupt("unknown metric type " + type);
      }
      help = readText(in, help);
      unit = readText(in, unit);
      metadata[m] = new MetricMetadata(MetricType.values()[type], help, unit);
    }
    return metadata;
  }

  /**
   * Reads a label's part.
   *
   * @param in null for a label that is not wanted: it stays absent from all labels
   */
  static LabelColumn readLabel(@Nullable ByteReader in, int label, MetricDirectory directory, Targets targets) {
    int[] start = new int[directory.size()];
    int size = 0;
    for (int m = 0; m < start.length; m++) {
      boolean uses = java.util.Arrays.binarySearch(targets.metricLabels[m], label) >= 0;
      start[m] = uses ? size : -1;
      size += uses ? directory.columnCount(m) : 0;
    }
    int[] ids = new int[size];
    String name = targets.labelNames[label];
    if (in == null) {
      return new LabelColumn(name, new String[0], start, ids);
    }
    String[] values = FrontCoding.read(in.count(in.remaining()), in);
    int at = 0;
    for (int m = 0; m < start.length; m++) {
      if (start[m] < 0) {
        continue;
      }
      int end = directory.firstColumn(m) + directory.columnCount(m);
      for (int c = directory.firstColumn(m); c < end; ) {
        int runEnd = runEnd(targets.target, c, end);
        long id = 0;
        for (; c < runEnd; c++) {
          id += in.zigzag();
          if (id < 0 || id > values.length) {
            throw in.corrupt("value " + id + " of label " + name + ", which has " + values.length);
          }
          ids[at++] = (int) id;
        }
      }
    }
    return new LabelColumn(name, values, start, ids);
  }
}
