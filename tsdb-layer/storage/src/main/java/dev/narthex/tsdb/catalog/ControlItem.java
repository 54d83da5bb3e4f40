package dev.narthex.tsdb.catalog;

import java.util.Arrays;

/**
 * A small item of the state table: ticks, shard heads, pointers, leases. Attributes {@code pk}, {@code sk}, {@code v} (number),
 * {@code d} (binary) and {@code ttl} (number, absent when 0).
 *
 * @param version what {@link Condition.Version} compares
 * @param data at most {@link CatalogItem#MAX_BYTES}
 * @param expiresAtSeconds epoch seconds after which the table may drop the item, any time later or never; 0 = keep
 */
public record ControlItem(ItemKey key, long version, byte[] data, long expiresAtSeconds) {
  public ControlItem {
    if (data.length > CatalogItem.MAX_BYTES) {
      throw new IllegalArgumentException("state item " + key + " holds " + data.length + " bytes; at most " + CatalogItem.MAX_BYTES + " fit");
    }
  }

  /** An item that stays. */
  public static ControlItem of(ItemKey key, long version, byte[] data) {
    return new ControlItem(key, version, data, 0);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof ControlItem i && key.equals(i.key) && version == i.version && expiresAtSeconds == i.expiresAtSeconds && Arrays.equals(data, i.data);
  }

  @Override
  public int hashCode() {
    return key.hashCode() * 31 + Arrays.hashCode(data);
  }

  @Override
  public String toString() {
    return "ControlItem[" + key.partition() + " " + key.sort() + " v" + version + ", " + data.length + " bytes]";
  }
}
