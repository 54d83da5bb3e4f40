package dev.narthex.tsdb.catalog;

import dev.narthex.tsdb.frame.ByteReader;
import dev.narthex.tsdb.frame.ByteWriter;
import dev.narthex.tsdb.store.ObjectKeys;

/**
 * What a cold writer of a shard has to know: its base layout and how much its deltas have grown since.
 *
 * <pre>
 * ShardHead := last tick zigzag, layout object string, layout size varint, window zigzag, delta bytes varint, hour zigzag
 * </pre>
 *
 * @param version of the stored item; the next writer's condition
 * @param lastTick newest tick that was written, epoch milliseconds
 * @param layoutObject key of the base layout's object; "" before the first
 * @param layoutSize of that object in bytes
 * @param layoutWindow start of the 2 h window the base was made for
 * @param deltaBytes running sum of the delta sections of all blocks since that base
 * @param cataloguedHour start of the newest hour whose partition is known to hold the layout's item
 */
public record ShardHead(long version, long lastTick, String layoutObject, long layoutSize, long layoutWindow, long deltaBytes, long cataloguedHour) {
  /** Before a shard's first block. */
  public static final ShardHead NONE = new ShardHead(0, Long.MIN_VALUE, "", 0, Long.MIN_VALUE, 0, Long.MIN_VALUE);

  public static ItemKey key(String tenant, String shard) {
    return new ItemKey(ObjectKeys.segment(tenant) + "#head", ObjectKeys.segment(shard));
  }

  public static ShardHead decode(ControlItem item) {
    ByteReader in = new ByteReader(item.key().partition() + " " + item.key().sort(), "shard head", item.data());
    ShardHead head = new ShardHead(item.version(), in.zigzag(), in.string(), in.varint(), in.zigzag(), in.varint(), in.zigzag());
    in.end();
    return head;
  }

  /** The item to write when the stored one has {@link #version}. */
  public ControlItem encode(ItemKey key) {
    byte[] data = new ByteWriter().zigzag(lastTick).string(layoutObject).varint(layoutSize).zigzag(layoutWindow).varint(deltaBytes).zigzag(cataloguedHour).toByteArray();
    return ControlItem.of(key, version + 1, data);
  }
}
