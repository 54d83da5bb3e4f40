package dev.narthex.tsdb.catalog;

import dev.narthex.model.LabelMatcher;
import dev.narthex.tsdb.frame.ByteReader;
import dev.narthex.tsdb.frame.ByteWriter;
import dev.narthex.tsdb.layout.Layout;
import dev.narthex.tsdb.layout.LayoutObject;
import dev.narthex.tsdb.layout.LayoutSummary;
import dev.narthex.tsdb.layout.LayoutTarget;
import dev.narthex.tsdb.store.ObjectKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The item of a base layout, repeated in each partition whose blocks refer to it.
 *
 * <pre>
 * LayoutItem := version u8 = 1, object key string, size varint, identities varint, (lower 64 bits of identity i64)*,
 *               names varint, (label name string, values varint, (value string)*)*, summary block
 * </pre>
 *
 * @param object its key: {@code layout/<tenant>/<yyyymmdd>/<hash>}
 * @param size of the object in bytes
 * @param identities lower halves of the identities of its timelines, ascending: says whether a block can hold a target without
 *     reading its layout
 * @param shared for labels that targets share and that have few distinct values: all values that occur ("" = a series lacks it); lets
 *     a reader skip the blocks of other jobs
 * @param summary {@link LayoutSummary} as that class encodes itself; empty when it is too large for an item: then the object says
 */
public record LayoutItem(String object, long size, List<Long> identities, Map<String, Set<String>> shared, byte[] summary) {
  private static final int VERSION = 1;

  /** A larger summary is left out of the item and costs its readers a third round. */
  public static final int MAX_SUMMARY = 64 << 10;

  /** Labels with more distinct values say little. */
  private static final int MAX_VALUES = 32;

  /** The key of a layout's object. */
  public static String object(String tenant, long time, String hash) {
    return "layout/" + ObjectKeys.segment(tenant) + "/" + Windows.day(time) + "/" + hash;
  }

  /** The item of a stored layout: a pure function of its bytes. */
  public static LayoutItem of(String object, byte[] bytes) {
    return of(object, bytes, LayoutObject.decode(object, bytes));
  }

  /** The same when the layout is known already. */
  public static LayoutItem of(String object, byte[] bytes, Layout layout) {
    TreeSet<Long> identities = new TreeSet<>();
    TreeSet<String> names = new TreeSet<>();
    for (LayoutTarget target : layout.targets()) {
      identities.add(target.key().identity().lo());
      names.addAll(target.shared().names());
    }
    TreeMap<String, Set<String>> shared = new TreeMap<>();
    for (String name : names) {
      TreeSet<String> values = new TreeSet<>();
      if (collect(layout, name, values)) {
        shared.put(name, values);
      }
    }
    byte[] summary = LayoutObject.summary(object, bytes).encode();
    return new LayoutItem(object, bytes.length, List.copyOf(identities), shared, summary.length > MAX_SUMMARY ? new byte[0] : summary);
  }

  /** Collects all values of a label, "" where a series lacks it; false when they are too many to be of use. */
  private static boolean collect(Layout layout, String name, Set<String> values) {
    boolean everywhere = true;
    for (LayoutTarget target : layout.targets()) {
      if (target.shared().has(name)) {
        values.add(target.shared().get(name));
      } else {
        everywhere = false;
      }
      if (values.size() > MAX_VALUES) {
        return false;
      }
    }
    int label = layout.labelNames().indexOf(name);
    List<String> dictionary = label < 0 ? List.of() : layout.labelValues(label);
    for (int c = 0; !everywhere && c < layout.columns(); c++) {
      if (!layout.targets().get(layout.target(c)).shared().has(name)) {
        int value = label < 0 ? -1 : layout.labelValue(label, c);
        values.add(value < 0 ? "" : dictionary.get(value));
        if (values.size() > MAX_VALUES) {
          return false;
        }
      }
    }
    return true;
  }

  /** The layout's name, 64 hexadecimal digits. */
  public String hash() {
    return object.substring(object.lastIndexOf('/') + 1);
  }

  /** Directory and places of the parts; empty when only the object knows. */
  public Optional<LayoutSummary> decodedSummary() {
    return summary.length == 0 ? Optional.empty() : Optional.of(LayoutSummary.decode(object, summary));
  }

  /** Whether a series of the layout could pass. */
  public boolean mayMatch(List<LabelMatcher> matchers) {
    for (LabelMatcher matcher : matchers) {
      Set<String> values = shared.get(matcher.name());
      if (values != null && values.stream().noneMatch(matcher::matches)) {
        return false;
      }
    }
    return true;
  }

  public CatalogItem encode(String partition) {
    ByteWriter out = new ByteWriter();
    out.u8(VERSION).string(object).varint(size).varint(identities.size());
    identities.forEach(out::i64);
    out.varint(shared.size());
    shared.forEach((name, values) -> {
      out.string(name).varint(values.size());
      values.forEach(out::string);
    });
    return new CatalogItem(Partitions.layout(partition, hash()), 0, out.block(summary).toByteArray());
  }

  public static LayoutItem decode(CatalogItem item) {
    ByteReader in = new ByteReader(item.key().partition() + " " + item.key().sort(), "catalogue item", item.data());
    if (in.u8() != VERSION) {
      throw in.corrupt("unknown version; upgrade Narthex");
    }
    String object = in.string();
    long size = in.varint();
    List<Long> identities = new ArrayList<>();
    for (int n = in.count(in.remaining()); n > 0; n--) {
      identities.add(in.i64());
    }
    TreeMap<String, Set<String>> shared = new TreeMap<>();
    for (int n = in.count(in.remaining()); n > 0; n--) {
      String name = in.string();
      Set<String> values = new TreeSet<>();
      for (int v = in.count(in.remaining()); v > 0; v--) {
        values.add(in.string());
      }
      shared.put(name, values);
    }
    LayoutItem layout = new LayoutItem(object, size, identities, shared, in.block());
    in.end();
    return layout;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof LayoutItem l && object.equals(l.object) && size == l.size;
  }

  @Override
  public int hashCode() {
    return object.hashCode();
  }
}
