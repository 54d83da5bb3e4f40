package dev.narthex.ingest.exposition;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Reads the container format of recorded scrapes; see the README beside them. */
public final class RecordedScrapes {
  private RecordedScrapes() {}

  /** The folder of recordings: system property {@code narthex.shared}, else {@code shared} beside the project. */
  public static Optional<Path> folder() {
    String property = System.getProperty("narthex.shared");
    Path shared = property != null ? Path.of(property) : projectRoot().resolveSibling("shared");
    Path scrapes = shared.resolve("data/scrapes");
    return Files.isDirectory(scrapes) ? Optional.of(scrapes) : Optional.empty();
  }

  private static Path projectRoot() {
    Path at = Path.of("").toAbsolutePath();
    while (at != null) {
      Path pom = at.resolve("pom.xml");
      try {
        if (Files.exists(pom) && Files.readString(pom).contains("<artifactId>narthex-parent</artifactId>\n  <version>")) {
          return at;
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      at = at.getParent();
    }
    return Path.of("/");
  }

  /** The first {@code limit} good bodies of a recording. */
  public static List<byte[]> bodies(Path file, int limit) throws IOException {
    List<byte[]> bodies = new ArrayList<>();
    List<byte[]> lines = new ArrayList<>();
    try (InputStream in = new BufferedInputStream(new GZIPInputStream(Files.newInputStream(file), 1 << 16), 1 << 16)) {
      byte[] header;
      while (bodies.size() < limit && (header = line(in)) != null) {
        String[] words = new String(header, java.nio.charset.StandardCharsets.US_ASCII).split(" ");
        int size = Integer.parseInt(words[3]);
        if (size < 0) {
          continue;
        }
        if (words[4].equals("full")) {
          byte[] body = in.readNBytes(size);
          lines = split(body);
          bodies.add(body);
        } else {
          patch(in, lines, Integer.parseInt(words[5]));
          ByteArrayOutputStream out = new ByteArrayOutputStream(size);
          for (byte[] l : lines) {
            out.write(l);
            out.write('\n');
          }
          bodies.add(out.toByteArray());
        }
      }
    }
    return bodies;
  }

  private static void patch(InputStream in, List<byte[]> lines, int n) throws IOException {
    int k = -1;
    for (int i = 0; i < n; i++) {
      byte[] record = line(in);
      int blank = 0;
      int gap = 0;
      while (record[blank] != ' ') {
        gap = gap * 10 + record[blank++] - '0';
      }
      k += gap + 1;
      byte[] old = lines.get(k);
      int cut = old.length;
      while (old[cut - 1] != ' ') {
        cut--;
      }
      byte[] patched = java.util.Arrays.copyOf(old, cut + record.length - blank - 1);
      System.arraycopy(record, blank + 1, patched, cut, record.length - blank - 1);
      lines.set(k, patched);
    }
  }

  private static List<byte[]> split(byte[] body) {
    List<byte[]> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < body.length; i++) {
      if (body[i] == '\n') {
        lines.add(java.util.Arrays.copyOfRange(body, start, i));
        start = i + 1;
      }
    }
    return lines;
  }

  private static byte[] line(InputStream in) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int c;
    while ((c = in.read()) >= 0 && c != '\n') {
      out.write(c);
    }
    return c < 0 && out.size() == 0 ? null : out.toByteArray();
  }
}
