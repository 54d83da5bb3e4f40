package dev.narthex.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the figures of a benchmark go: a table to standard output, and JSON into the file that {@code tests/bench} names; with {@code
 * --json} the JSON alone.
 */
public record Report(String bench, boolean jsonAlone) {
  /** Takes {@code --json} out of the arguments. */
  public static Report of(String bench, List<String> arguments) {
    return new Report(bench, arguments.remove("--json"));
  }

  /** Ends the program with status 2 when anything but one folder is left of the arguments. */
  static Path folder(List<String> arguments, String usage) {
    if (arguments.size() != 1 || arguments.getFirst().startsWith("-")) {
      System.err.println("usage: tests/bench " + usage + "\n  DIR is a folder of recorded scrapes, *.txt.gz as tests/src/main/java/dev/narthex/bench/RecordedScrapes.java says");
      System.exit(2);
    }
    Path folder = Path.of(arguments.getFirst());
    try {
      RecordedScrapes.in(folder);
    } catch (IOException e) {
      System.err.println("bench: " + (Files.isDirectory(folder) ? String.valueOf(e.getMessage()) : "there is no folder " + folder));
      System.exit(3);
    }
    return folder;
  }

  /** Prints a table, or JSON. */
  public void print(String table, String json) {
    System.out.print(jsonAlone ? json + "\n" : table);
    String file = System.getProperty("narthex.bench.json", "");
    if (!file.isEmpty()) {
      try {
        Path path = Path.of(file);
        Path parent = path.toAbsolutePath().getParent();
        if (parent != null) {
          Files.createDirectories(parent);
        }
        Files.writeString(path, json + "\n");
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write " + file, e);
      }
      if (!jsonAlone) {
        System.out.println("as JSON: " + file);
      }
    }
  }
}
