package dev.narthex.local.store;

import dev.narthex.tsdb.catalog.CatalogItem;
import dev.narthex.tsdb.catalog.ControlItem;
import dev.narthex.tsdb.catalog.ItemKey;
import dev.narthex.tsdb.catalog.SortRange;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.function.BiConsumer;
import org.h2.mvstore.Cursor;

/**
 * How an item stands in a map. Key: partition, U+0000, sort key (both are printable ASCII, so string order is byte order). Value:
 * version (8 bytes, big-endian), expiry in epoch seconds (8 bytes, 0 = none), data.
 */
final class StoredItem {
  private static final int HEAD = 16;
  static final char SEPARATOR = '\0';

  private StoredItem() {}

  static String key(ItemKey key) {
    return key.partition() + SEPARATOR + key.sort();
  }

  static byte[] value(CatalogItem item) {
    return value(item.version(), 0, item.data());
  }

  static byte[] value(ControlItem item) {
    return value(item.version(), item.expiresAtSeconds(), item.data());
  }

  private static byte[] value(long version, long expiry, byte[] data) {
    return ByteBuffer.allocate(HEAD + data.length).putLong(version).putLong(expiry).put(data).array();
  }

  static long version(byte[] value) {
    return ByteBuffer.wrap(value).getLong();
  }

  /** Epoch seconds; 0 = never. */
  static long expiry(byte[] value) {
    return ByteBuffer.wrap(value).getLong(Long.BYTES);
  }

  static CatalogItem catalogItem(ItemKey key, byte[] value) {
    return new CatalogItem(key, version(value), data(value));
  }

  static ControlItem controlItem(ItemKey key, byte[] value) {
    return new ControlItem(key, version(value), data(value), expiry(value));
  }

  private static byte[] data(byte[] value) {
    byte[] data = new byte[value.length - HEAD];
    System.arraycopy(value, HEAD, data, 0, data.length);
    return data;
  }

  /** Calls back for every item of a stretch by ascending sort key. */
  static void scan(TableView table, SortRange stretch, BiConsumer<ItemKey, byte[]> each) {
    String partition = stretch.partition() + SEPARATOR;
    Cursor<String, byte[]> cursor = table.from(partition + stretch.from());
    for (Iterator<String> keys = cursor; keys.hasNext(); ) {
      String key = keys.next();
      if (!key.startsWith(partition)) {
        return;
      }
      String sort = key.substring(partition.length());
      if (!stretch.contains(sort)) {
        return;
      }
      each.accept(new ItemKey(stretch.partition(), sort), cursor.getValue());
    }
  }
}
