package dev.narthex.local.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * What was changed in the tables since they were last written to their own file: a record a commit, synced before anybody is told. Two
 * files take turns: when the tables have been written with everything that the one holds, it is written over. So the log stays short
 * whatever happens, and opening reads at most both.
 *
 * <p>A record that was being written at a crash is recognised by its checksum, and nobody was told of it. Format: {@link LogFile},
 * {@link Changes}, {@code docs/format/log.md}. Not safe for concurrent use.
 */
final class TableLog implements AutoCloseable {
  /**
   * How a log is kept.
   *
   * @param turnBytes a file longer than this is full: the tables are to be written. That costs by their size, not by what was changed; a start
   *     after a kill reads two such files
   * @param background what runs that
   */
  record Options(long turnBytes, LogFile.Opener opener, Executor background) {
    static final Options DEFAULT =
        new Options(
            16 << 20,
            file -> FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
            task -> Thread.ofVirtual().name("narthex-tables").start(task));
  }

  /** Behind this many full files' worth of records in one file, writers wait until the tables have been written. */
  private static final int PATIENCE = 4;

  private final Options options;
  private final List<LogFile> files = new ArrayList<>();
  private int active;
  private long last;

  /** Opens both files; {@link #replay} comes next. */
  TableLog(Path tables, Options options) throws IOException {
    this.options = options;
    try {
      for (int i = 0; i < 2; i++) {
        files.add(new LogFile(tables.resolveSibling(tables.getFileName().toString().replaceFirst("\\.mv$", "") + "-" + i + ".log"), options.opener));
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /**
   * Applies all records behind one.
   *
   * @param applied sequence of the last record that the tables hold already; 0 for none
   * @return sequence of the last record
   * @throws IOException when records are missing or damaged that had been acknowledged
   */
  long replay(long applied, Changes.Target target) throws IOException {
    List<ByteBuffer> contents = new ArrayList<>();
    for (LogFile file : files) {
      contents.add(file.content());
    }
    contents.sort(Comparator.comparingLong(LogFile::first));
    last = applied;
    List<Integer> ends = new ArrayList<>();
    for (ByteBuffer content : contents) {
      ends.add(LogFile.read(content, (sequence, changes) -> {
        if (sequence > last) {
          if (sequence != last + 1) {
            throw damaged(last + 1);
          }
          Changes.apply(changes, target);
          last = sequence;
        }
      }));
    }
    for (int i = 0; i < contents.size(); i++) {
      if (LogFile.goesOn(contents.get(i), ends.get(i), last)) {
        throw damaged(last + 1);
      }
    }
    return last;
  }

  private static IOException damaged(long sequence) {
    return new IOException(
        "record " + sequence + " of its log is damaged or missing; restore the data directory from a copy, or move the catalog files away and run './narthex catalog rebuild'");
  }

  /** Begins the other file from its beginning. To be called once the tables hold, synced, whatever that file held. */
  void turn() throws IOException {
    active = 1 - active;
    files.get(active).restart(options.turnBytes * PATIENCE);
  }

  /** Appends changes and returns when they are on the disk. */
  void append(Changes changes) throws IOException {
    files.get(active).append(last + 1, changes.content());
    last++;
  }

  /** Sequence of the last record. */
  long last() {
    return last;
  }

  boolean full() {
    return files.get(active).size() > options.turnBytes;
  }

  boolean overfull() {
    return files.get(active).size() > options.turnBytes * PATIENCE;
  }

  @Override
  public void close() throws IOException {
    IOException failed = null;
    for (LogFile file : files) {
      try {
        file.close();
      } catch (IOException e) {
        failed = e;
      }
    }
    if (failed != null) {
      throw failed;
    }
  }
}
