package dev.narthex.tsdb.block;

import dev.narthex.tsdb.frame.ByteReader;
import dev.narthex.tsdb.frame.CorruptObjectException;
import dev.narthex.tsdb.frame.ObjectFrame;
import dev.narthex.tsdb.layout.Layout;
import dev.narthex.tsdb.layout.LayoutPart;
import dev.narthex.tsdb.layout.LayoutSections;
import dev.narthex.tsdb.layout.MetricDirectory;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Everything a catalogue item and a range read need of a block: a pure function of the object's bytes ({@link #of}), and bytes for
 * the item ({@link #encode}). What would make an item too large is left out of it: the head from level 1 on or above 16 kB, the delta's
 * metric names above 16 kB, the own directory above 64 kB; a reader then takes them from the object.
 *
 * <p>Columns are numbered delta first; see {@link BlockShape} for groups and pieces.
 */
public final class BlockSummary {
  private final String object;
  private final Content content;
  private final long[] offsets;
  private final @Nullable BlockHead head;

  /**
   * @param headEnd end of the head's section
   * @param groupsFrom end of the delta's labels, begin of the first piece
   * @param head content of the head's section; null = not in the item
   * @param deltaMetrics null = not in the item
   * @param layoutParts of the own layout
   * @param directory of the own layout; null = none, or not in the item
   * @param annotation as the plan gave it
   */
  record Content(
      BlockShape shape,
      long length,
      long minTime,
      long maxTime,
      long headEnd,
      long groupsFrom,
      long samples,
      int series,
      int exemplarCount,
      @Nullable LayoutPart exemplars,
      byte @Nullable [] head,
      int[] pieces,
      @Nullable List<String> deltaMetrics,
      List<LayoutPart> layoutParts,
      @Nullable MetricDirectory directory,
      byte[] annotation) {}

  BlockSummary(String object, Content content) {
    this.object = object;
    this.content = content;
    int[] pieces = content.pieces;
    if (pieces.length != content.shape.pieces()) {
      throw new CorruptObjectException(object, "lengths", pieces.length + " pieces instead of " + content.shape.pieces());
    }
    offsets = new long[pieces.length + 1];
    offsets[0] = content.groupsFrom;
    for (int i = 0; i < pieces.length; i++) {
      offsets[i + 1] = offsets[i] + pieces[i];
    }
    head = content.head == null ? null : BlockHead.read(new ByteReader(object, "head", content.head));
  }

  /**
   * Summarises a whole object after checking every checksum in it.
   *
   * @param object key of the block, for errors
   * @throws CorruptObjectException when any byte is not what was written
   */
  public static BlockSummary of(String object, byte[] bytes) {
    return new BlockSummary(object, SummaryCodec.ofObject(object, bytes));
  }

  /** The bytes for a catalogue item: {@link SummaryCodec}. */
  public byte[] encode() {
    return SummaryCodec.encode(content);
  }

  /** Reads {@link #encode}. */
  public static BlockSummary decode(String object, byte[] item) {
    return new BlockSummary(object, SummaryCodec.decode(object, item));
  }

  /** Key of the object, as given. */
  public String object() {
    return object;
  }

  /** Bytes of the object. */
  public long length() {
    return content.length;
  }

  public BlockShape shape() {
    return content.shape;
  }

  public long samples() {
    return content.samples;
  }

  /** Columns that have a sample. */
  public int series() {
    return content.series;
  }

  public int exemplarCount() {
    return content.exemplarCount;
  }

  /** First timestamp of any entry. */
  public long minTime() {
    return content.minTime;
  }

  /** Last timestamp of any entry; before {@link #minTime} when there is none. */
  public long maxTime() {
    return content.maxTime;
  }

  /** The head, where the item holds it (level 0); else it is read, see {@link #head(byte[], long)}. */
  public Optional<BlockHead> head() {
    return Optional.ofNullable(head);
  }

  /** The head, out of the summary or out of bytes that begin at an offset (0…8) of the object. */
  public BlockHead head(byte[] bytes, long bytesFrom) {
    if (head != null) {
      return head;
    }
    if (bytesFrom != 0) {
      throw new IllegalArgumentException("the head's checksum begins with the first byte of the object");
    }
    if (content.headEnd > bytes.length) {
      throw new CorruptObjectException(object, "head", "is cut off");
    }
    return BlockHead.read(ObjectFrame.open(object, "head", 0, bytes, dev.narthex.tsdb.frame.ObjectWriter.PREAMBLE, (int) content.headEnd));
  }

  /** The metrics that have series in the delta; empty Optional = too many for the item, look into {@link #delta}. */
  public Optional<List<String>> deltaMetrics() {
    return Optional.ofNullable(content.deltaMetrics);
  }

  /** Bytes that the delta costs: its labels and pieces. */
  public long deltaBytes() {
    return deltaRange().length();
  }

  /** Directory of the own layout; empty where there is none, or where it is too large for the item (see {@link #layoutParts}). */
  public Optional<MetricDirectory> directory() {
    return Optional.ofNullable(content.directory);
  }

  /** Parts of the own layout: directory, targets, metadata, labels; empty list where the layout is shared. */
  public List<LayoutPart> layoutParts() {
    return content.layoutParts;
  }

  /** The bytes that {@link BlockPlan#annotation} gave the block; empty when there were none. */
  public byte[] annotation() {
    return content.annotation.clone();
  }

  /** The range with preamble, head and the delta's labels. */
  public ByteRange headRange() {
    return new ByteRange(0, content.groupsFrom);
  }

  /** The delta's labels and all its pieces: one range behind the head. Empty when there is no delta. */
  public ByteRange deltaRange() {
    return new ByteRange(content.headEnd, offsets[content.shape.piece(content.shape.deltaGroups(), 0)]);
  }

  /** The exemplars' section; empty when there is none. */
  public ByteRange exemplarRange() {
    LayoutPart e = content.exemplars;
    return e == null ? new ByteRange(0, 0) : new ByteRange(e.offset(), e.offset() + e.length());
  }

  /** Where the pieces of a group for sub-blocks [fromSubBlock, toSubBlock) stand: one range. */
  public ByteRange groupRange(int group, int fromSubBlock, int toSubBlock) {
    return new ByteRange(offsets[content.shape.piece(group, fromSubBlock)], offsets[content.shape.piece(group, toSubBlock)]);
  }

  /** Reads the delta's labels out of bytes that begin at an offset of the object. */
  public Layout delta(byte[] bytes, long bytesFrom) {
    if (content.shape.deltaColumns() == 0) {
      return Layout.empty();
    }
    ByteReader in = ObjectFrame.open(object, "delta", 1, bytes, (int) (content.headEnd - bytesFrom), (int) (content.groupsFrom - bytesFrom));
    Layout delta = LayoutSections.readInline(object, in);
    in.end();
    return delta;
  }

  /** Reads the exemplars out of bytes that begin at an offset of the object. */
  public List<ColumnExemplar> exemplars(byte[] bytes, long bytesFrom) {
    LayoutPart e = content.exemplars;
    if (e == null) {
      return List.of();
    }
    int from = (int) (e.offset() - bytesFrom);
    ByteReader in = ObjectFrame.open(object, "exemplars", e.number(), bytes, from, (int) (from + e.length()));
    return ExemplarSection.read(in, content.shape.columns());
  }

  /**
   * Reads the own layout out of its parts.
   *
   * @param part raw bytes of a part, or null for a label or the metadata that are not wanted
   */
  public Layout ownLayout(Function<LayoutPart, byte @Nullable []> part) {
    return LayoutSections.read(object, content.layoutParts, part);
  }

  @Override
  public String toString() {
    return "block " + object + ", level " + content.shape.level() + ", " + content.samples + " samples in " + content.series + " series, "
        + content.length + " bytes";
  }
}
