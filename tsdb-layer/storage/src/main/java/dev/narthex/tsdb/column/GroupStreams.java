package dev.narthex.tsdb.column;

import dev.narthex.tsdb.frame.ByteWriter;
import dev.narthex.tsdb.frame.Deflate;

/** The byte streams of a group under construction; {@link GroupWriter} holds the grammar. */
final class GroupStreams {
  /** Order of the streams in the deflated header. */
  static final int TAGS = 0;
  static final int PLANS = 1;
  static final int WIDTHS = 2;
  static final int REFERENCES = 3;
  static final int PRESENCE = 4;
  static final int STRUCTURES = 5;
  static final int CONSTANTS = 6;
  static final int NUMBERS = 7;
  static final int RAWS = 8;
  static final int EXCEPTIONS = 9;
  static final int COUNT = 10;

  final ByteWriter[] streams = new ByteWriter[COUNT];
  final BitSink bits = new BitSink();
  private final ByteWriter header = new ByteWriter(4096);

  GroupStreams() {
    for (int i = 0; i < COUNT; i++) {
      streams[i] = new ByteWriter();
    }
  }

  void clear() {
    for (ByteWriter s : streams) {
      s.clear();
    }
    bits.clear();
  }

  ByteWriter stream(int which) {
    return streams[which];
  }

  void appendTo(ByteWriter out, Deflate deflate) {
    header.clear();
    for (int i = 0; i < COUNT - 1; i++) {
      header.varint(streams[i].size());
    }
    for (ByteWriter s : streams) {
      header.bytes(s);
    }
    out.u8(GroupWriter.FAST);
    deflate.append(header.array(), 0, header.size(), out);
    bits.appendTo(out);
  }
}
