package dev.narthex.tsdb.catalog;

import dev.narthex.model.TimeRange;
import dev.narthex.tsdb.frame.ByteReader;
import dev.narthex.tsdb.frame.ByteWriter;

/**
 * The catalogue item of one block: all that a reader needs to plan its range reads. A pure function of the object's bytes and, for
 * {@code createdMillis}, of when it was written.
 *
 * <pre>
 * BlockItem := version u8 = 1, object key string, size varint, minT zigzag, maxT − minT varint, created zigzag,
 *              first metric string, end metric string, covers block, shape block
 * </pre>
 *
 * @param size of the object in bytes
 * @param minTime first timeline entry, epoch milliseconds
 * @param maxTime last timeline entry
 * @param createdMillis when the block was written; the grace of what it covers counts from here. 0 at level 0
 * @param metrics the metric names it holds of what it covers: a part of a day; else all
 * @param covers the blocks whose samples it holds
 * @param shape {@link dev.narthex.tsdb.block.BlockSummary} as that class encodes itself
 */
public record BlockItem(BlockKey key, long size, long minTime, long maxTime, long createdMillis, MetricRange metrics, Covers covers, byte[] shape) {
  private static final int VERSION = 1;

  public int level() {
    return key.level();
  }

  /** From the first to the last timeline entry. */
  public TimeRange time() {
    return TimeRange.closed(minTime, maxTime);
  }

  /** Where the item stands. */
  public ItemKey itemKey() {
    return new ItemKey(key.partition(), key.sort(minTime));
  }

  public CatalogItem encode() {
    ByteWriter out = new ByteWriter();
    out.u8(VERSION).string(key.object()).varint(size).zigzag(minTime).varint(maxTime - minTime).zigzag(createdMillis);
    out.string(metrics.from()).string(metrics.before()).block(covers.encode()).block(shape);
    return new CatalogItem(itemKey(), 0, out.toByteArray());
  }

  /** @throws dev.narthex.tsdb.frame.CorruptObjectException when the item is damaged or of a newer version */
  public static BlockItem decode(CatalogItem item) {
    String name = item.key().partition() + " " + item.key().sort();
    ByteReader in = new ByteReader(name, "catalogue item", item.data());
    if (in.u8() != VERSION) {
      throw in.corrupt("unknown version; upgrade Narthex");
    }
    BlockKey key = BlockKey.parse(in.string()).orElseThrow(() -> in.corrupt("names no block"));
    long size = in.varint();
    long minTime = in.zigzag();
    long maxTime = minTime + in.varint();
    long created = in.zigzag();
    MetricRange metrics = new MetricRange(in.string(), in.string());
    Covers covers = Covers.decode(new ByteReader(name, "covers", in.block()));
    byte[] shape = in.block();
    in.end();
    return new BlockItem(key, size, minTime, maxTime, created, metrics, covers, shape);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof BlockItem b && encode().equals(b.encode());
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  @Override
  public String toString() {
    return "BlockItem[" + key.object() + ", " + size + " bytes]";
  }
}
