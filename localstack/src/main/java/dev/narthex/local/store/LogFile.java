package dev.narthex.local.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * One file of a {@link TableLog}. Numbers are little-endian.
 *
 * <pre>
 * LogFile  := Preamble Record* stale
 * Preamble := "NRTX", kind 'W', version 1, 0, 0
 * Record   := length u32, CRC32C u32, sequence u64, content          length: of the content; the checksum covers sequence and content
 * </pre>
 *
 * A record's sequence is that of the record before plus one: what does not continue so is left over from an earlier use of the file, which
 * is written over from its beginning. A file grows by zeros ahead of its records, so that a sync need not write metadata. Not safe for
 * concurrent use.
 */
final class LogFile implements AutoCloseable {
  /** Opens a file for reading and writing, created when it is missing. */
  interface Opener {
    FileChannel open(Path file) throws IOException;
  }

  /** Takes a record; its content is read to the end. */
  interface Reader {
    void record(long sequence, ByteBuffer content) throws IOException;
  }

  static final int PREAMBLE = 8;
  static final int HEAD = 16;
  private static final byte[] MAGIC = {'N', 'R', 'T', 'X', 'W'};
  private static final byte VERSION = 1;
  private static final byte[] PADDING = {0, 0};
  private static final int LONGEST_KEPT = 512 << 10;
  private static final int GROWTH = 256 << 10;
  /** A sequence further ahead than this is no sequence. */
  private static final long FAR = 1L << 40;

  private final Path path;
  private final Opener opener;
  private FileChannel channel;
  private long end;
  private long allocated;
  private ByteBuffer record = ByteBuffer.allocate(0);

  LogFile(Path path, Opener opener) throws IOException {
    this.path = path;
    this.opener = opener;
    this.channel = opener.open(path);
    this.allocated = channel.size();
  }

  /** Everything that stands in the file; what was not written yet is zeros. */
  ByteBuffer content() throws IOException {
    ByteBuffer all = ByteBuffer.allocate((int) Math.max(PREAMBLE, channel.size())).order(ByteOrder.LITTLE_ENDIAN);
    for (int read = 0; read >= 0 && all.hasRemaining(); ) {
      read = channel.read(all, all.position());
    }
    all.clear();
    check(all);
    return all;
  }

  /** Zeros are what a crash left of a file that was being made. */
  private void check(ByteBuffer all) throws IOException {
    for (int i = 0; i < MAGIC.length; i++) {
      if (all.get(i) != MAGIC[i] && all.get(i) != 0) {
        throw new IOException(path + " is no log of tables");
      }
    }
    if (all.get(MAGIC.length) > VERSION) {
      throw new IOException(path + " was written by a newer Narthex (log version " + all.get(MAGIC.length) + "); upgrade");
    }
  }

  /** Sequence of the first record; 0 when there is none. */
  static long first(ByteBuffer all) {
    return isRecord(all, PREAMBLE) ? all.getLong(PREAMBLE + 8) : 0;
  }

  /** Reads the records that follow each other from the beginning; where they end. */
  static int read(ByteBuffer all, Reader reader) throws IOException {
    int at = PREAMBLE;
    for (long sequence = first(all); isRecord(all, at) && all.getLong(at + 8) == sequence; sequence++) {
      int length = all.getInt(at);
      reader.record(sequence, all.slice(at + HEAD, length));
      at += HEAD + length;
    }
    return at;
  }

  /** Whether a whole record with a higher sequence stands anywhere behind: then what is before it was damaged, not cut off. */
  static boolean goesOn(ByteBuffer all, int from, long last) {
    for (int at = from; at + HEAD <= all.limit(); at++) {
      long ahead = all.getLong(at + 8) - last;
      if (ahead > 0 && ahead < FAR && isRecord(all, at)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isRecord(ByteBuffer all, int at) {
    if (at + HEAD > all.limit()) {
      return false;
    }
    int length = all.getInt(at);
    return length > 0 && length <= all.limit() - at - HEAD && all.getInt(at + 4) == checksum(all.slice(at + 8, length + 8));
  }

  private static int checksum(ByteBuffer covered) {
    CRC32C crc = new CRC32C();
    crc.update(covered);
    return (int) crc.getValue();
  }

  /** Writes from the beginning again; a file that a huge record made long is cut to a length. */
  void restart(long longest) throws IOException {
    end = 0;
    if (allocated > longest) {
      channel.truncate(longest);
      allocated = longest;
    }
  }

  /** Appends a record and returns when it is on the disk. */
  void append(long sequence, ByteBuffer content) throws IOException {
    int preamble = end == 0 ? PREAMBLE : 0;
    int length = content.remaining();
    ByteBuffer out = cleared(preamble + HEAD + length);
    if (preamble > 0) {
      out.put(MAGIC).put(VERSION).put(PADDING);
    }
    out.putInt(length).putInt(0).putLong(sequence).put(content);
    out.putInt(preamble + 4, checksum(out.slice(preamble + 8, 8 + length)));
    out.flip();
    write(out);
    end += out.limit();
  }

  /** Memory outside the heap, which goes to the disk without another copy. A huge record has its own. */
  private ByteBuffer cleared(int size) {
    if (size > LONGEST_KEPT) {
      return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
    if (record.capacity() < size) {
      record = ByteBuffer.allocateDirect(Math.min(LONGEST_KEPT, 2 * size)).order(ByteOrder.LITTLE_ENDIAN);
    }
    return record.clear();
  }

  /** A thread that is interrupted closes the channel: then it is opened anew, as the same bytes may be written once more. */
  private void write(ByteBuffer out) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          grow(end + out.limit());
          for (out.rewind(); out.hasRemaining(); ) {
            channel.write(out, end + out.position());
          }
          channel.force(false);
          return;
        } catch (ClosedByInterruptException e) {
          interrupted |= Thread.interrupted();
          channel = opener.open(path);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void grow(long wanted) throws IOException {
    if (wanted > allocated) {
      long until = (wanted / GROWTH + 1) * GROWTH;
      ByteBuffer zeros = ByteBuffer.allocate(GROWTH);
      while (allocated < until) {
        zeros.limit((int) Math.min(GROWTH, until - allocated));
        allocated += channel.write(zeros.rewind(), allocated);
      }
    }
  }

  /** Bytes from the beginning to the last record's end. */
  long size() {
    return end;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
