package dev.narthex.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Reads recorded scrapes of one target.
 *
 * <pre>
 * File   := gzip of Record*
 * Record := "# scrape " ms " " bytes " full\n" body
 *         | "# scrape " ms " " bytes " diff " n "\n" (gap " " value "\n") × n     lines of the body before whose value changed
 *         | "# scrape " ms " -1\n"                                               the scrape failed
 * </pre>
 */
final class RecordedScrapes implements Closeable {
  private static final String SUFFIX = ".txt.gz";

  /**
   * One scrape.
   *
   * @param timestamp epoch milliseconds
   * @param body the exposition; empty when the scrape failed
   */
  record Scrape(long timestamp, Optional<byte[]> body) {}

  private final Path file;
  private final InputStream in;
  private List<byte[]> lines = new ArrayList<>();

  RecordedScrapes(Path file) throws IOException {
    this.file = file;
    in = new BufferedInputStream(new GZIPInputStream(Files.newInputStream(file), 1 << 16), 1 << 16);
  }

  /** Name of the recorded target. */
  static String target(Path file) {
    return file.getFileName().toString().replace(SUFFIX, "");
  }

  /** The files of a folder, by name. */
  static List<Path> in(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found = files.filter(f -> f.getFileName().toString().endsWith(SUFFIX)).sorted().toList();
      if (found.isEmpty()) {
        throw new IOException(folder + " holds no recorded scrapes (*" + SUFFIX + ")");
      }
      return found;
    }
  }

  /** All scrapes of a file, in memory. */
  static List<Scrape> all(Path file) {
    List<Scrape> scrapes = new ArrayList<>();
    try (RecordedScrapes in = new RecordedScrapes(file)) {
      for (Optional<Scrape> s = in.next(); s.isPresent(); s = in.next()) {
        scrapes.add(s.get());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return scrapes;
  }

  /** The next scrape; empty at the end. */
  Optional<Scrape> next() throws IOException {
    byte[] header = line();
    if (header.length == 0) {
      return Optional.empty();
    }
    String[] words = new String(header, StandardCharsets.UTF_8).trim().split(" ");
    if (words.length < 4 || !words[1].equals("scrape")) {
      throw new IOException(file + ": not the header of a recorded scrape: " + String.join(" ", words));
    }
    long timestamp = Long.parseLong(words[2]);
    int size = Integer.parseInt(words[3]);
    if (size < 0) {
      return Optional.of(new Scrape(timestamp, Optional.empty()));
    }
    byte[] body = words[4].equals("full") ? full(size) : diff(size, Integer.parseInt(words[5]));
    return Optional.of(new Scrape(timestamp, Optional.of(body)));
  }

  private byte[] full(int size) throws IOException {
    byte[] body = in.readNBytes(size);
    if (body.length < size) {
      throw new EOFException(file + " ends within a body");
    }
    lines = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < size; i++) {
      if (body[i] == '\n') {
        lines.add(Arrays.copyOfRange(body, from, i + 1));
        from = i + 1;
      }
    }
    return body;
  }

  private byte[] diff(int size, int changes) throws IOException {
    int at = -1;
    for (int c = 0; c < changes; c++) {
      byte[] change = line();
      int space = 0;
      int gap = 0;
      while (change[space] != ' ') {
        gap = gap * 10 + change[space++] - '0';
      }
      at += gap + 1;
      byte[] old = lines.get(at);
      int value = old.length - 1;
      while (old[value - 1] != ' ') {
        value--;
      }
      byte[] line = Arrays.copyOf(old, value + change.length - space - 1);
      System.arraycopy(change, space + 1, line, value, change.length - space - 1);
      lines.set(at, line);
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream(size);
    for (byte[] l : lines) {
      body.write(l, 0, l.length);
    }
    if (body.size() != size) {
      throw new IOException(file + ": a body has " + body.size() + " bytes instead of " + size);
    }
    return body.toByteArray();
  }

  /** A line with its end; empty at the end of the file. */
  private byte[] line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(64);
    for (int b = in.read(); b >= 0; b = in.read()) {
      line.write(b);
      if (b == '\n') {
        break;
      }
    }
    return line.toByteArray();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
