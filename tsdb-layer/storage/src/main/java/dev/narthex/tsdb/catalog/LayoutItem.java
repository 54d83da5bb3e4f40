package dev.narthex.tsdb.catalog;

import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
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
 * @param shared labels that every target has, with few distinct values: lets a reader skip the blocks of other jobs
 * @param summary {@link LayoutSummary} as that class encodes itself; empty when it is too large for an item: then the object says
 */
public record LayoutItem(String object, long size, List<Long> identities, Map<String, Set<String>> shared, byte[] summary) {
  private static final int VERSION = 1;

  /** A larger summary is left out of the item and costs its readers a third round. */
  public static final int MAX_SUMMARY = 64 << 10;

  /** Labels with more distinct values say little. */
  private static final int MAX_VALUES = 8;

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
    TreeMap<String, Set<String>> shared = new TreeMap<>();
    boolean first = true;
    for (LayoutTarget target : layout.targets()) {
      identities.add(target.key().identity().lo());
      Labels labels = target.shared();
      if (first) {
        labels.names().forEach(name -> shared.put(name, new TreeSet<>()));
        first = false;
      }
      shared.keySet().removeIf(name -> !labels.has(name));
      shared.forEach((name, values) -> values.add(labels.get(name)));
    }
    shared.values().removeIf(values -> values.size() > MAX_VALUES);
    byte[] summary = LayoutObject.summary(object, bytes).encode();
    return new LayoutItem(object, bytes.length, List.copyOf(identities), shared, summary.length > MAX_SUMMARY ? new byte[0] : summary);
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
