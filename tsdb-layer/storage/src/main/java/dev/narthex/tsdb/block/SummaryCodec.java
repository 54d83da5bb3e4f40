package dev.narthex.tsdb.block;

import dev.narthex.tsdb.frame.ByteReader;
import dev.narthex.tsdb.frame.ByteWriter;
import dev.narthex.tsdb.frame.Checksum;
import dev.narthex.tsdb.frame.Deflate;
import dev.narthex.tsdb.frame.ObjectFrame;
import dev.narthex.tsdb.frame.ObjectKind;
import dev.narthex.tsdb.frame.Section;
import dev.narthex.tsdb.frame.UnsupportedObjectException;
import dev.narthex.tsdb.layout.Layout;
import dev.narthex.tsdb.layout.LayoutPart;
import dev.narthex.tsdb.layout.LayoutSections;
import dev.narthex.tsdb.layout.LayoutSummary;
import dev.narthex.tsdb.layout.MetricDirectory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Block summaries from objects, and as bytes for catalogue items.
 *
 * <pre>
 * Item := version u8 (1), Shape ({@link BlockShape}), length varint, first time zigzag, last time − first varint (+1; 0 = no entry),
 *         end of head varint, groups − end of head varint, samples varint, series varint,
 *         exemplar count varint, and if any: number varint, offset varint, length varint,
 *         annotation (length varint, bytes), (piece length varint)*     as many as the shape says,
 *         presence u8: 1 = head, 2 = delta metrics, 4 = parts, 8 = directory; then each of them:
 *         Head (length varint, bytes); count varint, (name string)*; parts; directory deflated
 * </pre>
 */
final class SummaryCodec {
  private static final int VERSION = 1;
  private static final int HEAD = 1;
  private static final int DELTA_METRICS = 2;
  private static final int PARTS = 4;
  private static final int DIRECTORY = 8;
  private static final int MOST_HEAD = 16 << 10;
  private static final int MOST_DIRECTORY = 64 << 10;

  private SummaryCodec() {}

  static BlockSummary.Content ofObject(String object, byte[] bytes) {
    ObjectFrame frame = ObjectFrame.of(object, ObjectKind.BLOCK, bytes);
    ByteReader headContent = frame.read(BlockSections.HEAD, "head");
    byte[] headBytes = headContent.bytes(headContent.remaining());
    BlockHead head = BlockHead.read(new ByteReader(object, "head", headBytes));
    Section groups = frame.section(BlockSections.GROUPS, "groups");
    ByteReader in = frame.read(BlockSections.LENGTHS, "lengths");
    long samples = in.varint();
    int series = in.count(Integer.MAX_VALUE);
    int exemplarCount = in.count(Integer.MAX_VALUE);
    int[] pieces = new int[in.count(in.remaining())];
    long at = groups.offset();
    for (int i = 0; i < pieces.length; i++) {
      pieces[i] = in.count(bytes.length - at);
      Checksum.check(object, "group " + i, i, bytes, (int) at, (int) at + pieces[i]);
      at += pieces[i];
    }
    in.end();
    if (at != groups.end()) {
      throw in.corrupt("the groups end at byte " + at + ", not at " + groups.end());
    }
    LayoutPart exemplars = null;
    if (exemplarCount > 0) {
      Section s = frame.section(BlockSections.EXEMPLARS, "exemplars");
      frame.read(BlockSections.EXEMPLARS, "exemplars");
      exemplars = new LayoutPart("exemplars", frame.sections().indexOf(s), s.offset(), s.length());
    }
    List<LayoutPart> parts = List.of();
    MetricDirectory directory = null;
    if (head.shape().layoutMode() == BlockShape.LayoutMode.OWN) {
      parts = LayoutSections.parts(object, bytes, frame, BlockSections.LAYOUT);
      for (LayoutPart p : parts) {
        Checksum.check(object, p.name(), p.number(), bytes, (int) p.offset(), (int) (p.offset() + p.length()));
      }
      directory = LayoutSections.directory(object, bytes, parts.getFirst(), 0);
    }
    long[] range = head.timeRange();
    byte[] annotation = BlockPlan.NO_ANNOTATION;
    if (frame.has(BlockSections.ANNOTATION)) {
      ByteReader note = frame.read(BlockSections.ANNOTATION, "annotation");
      annotation = note.bytes(note.remaining());
    }
    if (frame.has(BlockSections.ATTACHMENT)) {
      frame.read(BlockSections.ATTACHMENT, "attachment"); // no part of the summary, but its bytes must be right too
    }
    long headEnd = frame.section(BlockSections.HEAD, "head").end();
    return new BlockSummary.Content(
        head.shape(), bytes.length, range[0], range[1], headEnd, groups.offset(), samples, series, exemplarCount, exemplars, headBytes, pieces,
        deltaMetrics(object, frame), parts, directory, annotation);
  }

  private static List<String> deltaMetrics(String object, ObjectFrame frame) {
    if (frame.has(BlockSections.DELTA)) {
      Layout delta = LayoutSections.readInline(object, frame.read(BlockSections.DELTA, "delta"));
      return names(delta);
    }
    return List.of();
  }

  static List<String> names(Layout layout) {
    List<String> names = new ArrayList<>();
    for (int m = 0; m < layout.directory().size(); m++) {
      names.add(layout.directory().name(m));
    }
    return List.copyOf(names);
  }

  static byte[] encode(BlockSummary.Content c) {
    ByteWriter out = new ByteWriter();
    out.u8(VERSION);
    c.shape().write(out);
    out.varint(c.length()).zigzag(c.minTime()).varint(c.maxTime() - c.minTime() + 1);
    out.varint(c.headEnd()).varint(c.groupsFrom() - c.headEnd()).varint(c.samples()).varint(c.series()).varint(c.exemplarCount());
    LayoutPart exemplars = c.exemplars();
    if (exemplars != null) {
      out.varint(exemplars.number()).varint(exemplars.offset()).varint(exemplars.length());
    }
    out.block(c.annotation());
    for (int p : c.pieces()) {
      out.varint(p);
    }
    byte[] head = c.head();
    if (c.shape().level() > 0 || head != null && head.length > MOST_HEAD) {
      head = null;
    }
    byte[] names = names(c.deltaMetrics());
    MetricDirectory d = c.directory();
    byte[] directory = d == null ? null : LayoutSections.deflated(d);
    if (directory != null && directory.length > MOST_DIRECTORY) {
      directory = null;
    }
    boolean withParts = !c.layoutParts().isEmpty();
    out.u8((head != null ? HEAD : 0) | (names != null ? DELTA_METRICS : 0) | (withParts ? PARTS : 0) | (directory != null ? DIRECTORY : 0));
    if (head != null) {
      out.block(head);
    }
    if (names != null) {
      out.bytes(names);
    }
    if (withParts) {
      LayoutSummary.writeParts(c.layoutParts(), out);
    }
    if (directory != null) {
      out.bytes(directory);
    }
    return out.toByteArray();
  }

  private static byte @Nullable [] names(@Nullable List<String> metrics) {
    if (metrics == null) {
      return null;
    }
    ByteWriter out = new ByteWriter();
    out.varint(metrics.size());
    for (String m : metrics) {
      out.string(m);
    }
    return out.size() > MOST_HEAD ? null : out.toByteArray();
  }

  static BlockSummary.Content decode(String object, byte[] item) {
    ByteReader in = new ByteReader(object, "catalogue item", item);
    int version = in.u8();
    if (version != VERSION) {
      throw new UnsupportedObjectException(object, "its catalogue item has version " + version + "; upgrade Narthex");
    }
    BlockShape shape = BlockShape.read(in);
    long length = in.varint();
    long minTime = in.zigzag();
    long maxTime = minTime + in.varint() - 1;
    long headEnd = in.varint();
    long groupsFrom = headEnd + in.varint();
    long samples = in.varint();
    int series = in.count(Integer.MAX_VALUE);
    int exemplarCount = in.count(Integer.MAX_VALUE);
    LayoutPart exemplars = exemplarCount == 0 ? null : new LayoutPart("exemplars", in.count(Integer.MAX_VALUE), in.varint(), in.varint());
    byte[] annotation = in.block();
    if (shape.pieces() < 0 || shape.pieces() > in.remaining()) {
      throw in.corrupt("is too short for " + shape.pieces() + " pieces");
    }
    int[] pieces = new int[shape.pieces()];
    for (int i = 0; i < pieces.length; i++) {
      pieces[i] = in.count(Integer.MAX_VALUE);
    }
    int has = in.u8();
    byte[] head = (has & HEAD) != 0 ? in.block() : null;
    List<String> deltaMetrics = null;
    if ((has & DELTA_METRICS) != 0) {
      int n = in.count(in.remaining());
      String[] names = new String[n];
      for (int i = 0; i < n; i++) {
        names[i] = in.string();
      }
      deltaMetrics = List.of(names);
    }
    List<LayoutPart> parts = (has & PARTS) != 0 ? LayoutSummary.readParts(in) : List.of();
    MetricDirectory directory = (has & DIRECTORY) != 0 ? LayoutSections.directory(object, Deflate.read(in)) : null;
    in.end();
    return new BlockSummary.Content(
        shape, length, minTime, maxTime, headEnd, groupsFrom, samples, series, exemplarCount, exemplars, head, pieces, deltaMetrics, parts, directory,
        annotation);
  }
}
