package dev.narthex.tsdb.write;

import dev.narthex.tsdb.catalog.Covers;
import dev.narthex.tsdb.catalog.MetricRange;
import dev.narthex.tsdb.frame.ByteReader;
import dev.narthex.tsdb.frame.ByteWriter;

/**
 * What a block says about itself to the catalogue, kept in the object so that the item can be made from its bytes again.
 *
 * <pre>
 * Annotation := nothing at level 0 | first metric string, end metric string, Covers
 * </pre>
 */
public record BlockAnnotation(MetricRange metrics, Covers covers) {
  public static final BlockAnnotation NONE = new BlockAnnotation(MetricRange.ALL, Covers.NOTHING);

  public byte[] encode() {
    return new ByteWriter().string(metrics.from()).string(metrics.before()).bytes(covers.encode()).toByteArray();
  }

  static BlockAnnotation decode(String object, byte[] bytes) {
    if (bytes.length == 0) {
      return NONE;
    }
    ByteReader in = new ByteReader(object, "annotation", bytes);
    BlockAnnotation annotation = new BlockAnnotation(new MetricRange(in.string(), in.string()), Covers.decode(in));
    in.end();
    return annotation;
  }
}
