package dev.narthex.tsdb.catalog;

import java.util.Arrays;

/**
 * One item of the catalogue table as every adapter stores it: attributes {@code pk} (string), {@code sk} (string), {@code v}
 * (number) and {@code d} (binary).
 *
 * @param version what {@link Condition.Version} compares: 0 for items that are written once, an epoch for those that change
 * @param data the codec's bytes, at most {@link #MAX_BYTES}; never changed after construction
 */
public record CatalogItem(ItemKey key, long version, byte[] data) {
  /** Room for keys and attribute names below DynamoDB's 400 KB. */
  public static final int MAX_BYTES = 390_000;

  public CatalogItem {
    if (data.length > MAX_BYTES) {
      throw new IllegalArgumentException("catalogue item " + key + " holds " + data.length + " bytes; at most " + MAX_BYTES + " fit");
    }
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof CatalogItem i && key.equals(i.key) && version == i.version && Arrays.equals(data, i.data);
  }

  @Override
  public int hashCode() {
    return key.hashCode() * 31 + Arrays.hashCode(data);
  }

  @Override
  public String toString() {
    return "CatalogItem[" + key.partition() + " " + key.sort() + " v" + version + ", " + data.length + " bytes]";
  }
}
