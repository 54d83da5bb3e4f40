package dev.narthex.api.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** How much memory the operating system has given the process, where it says so (Linux). */
final class ResidentMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String LINE = "VmRSS:";

  private ResidentMemory() {}

  /** Bytes, or 0 where the system does not say. */
  static long bytes() {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith(LINE)) {
          String kilobytes = line.substring(LINE.length()).replace("kB", "").strip();
          return Long.parseLong(kilobytes) * 1024;
        }
      }
      return 0;
    } catch (NoSuchFileException e) {
      return 0; // not Linux
    } catch (IOException | NumberFormatException e) {
      throw new IllegalStateException("cannot read " + STATUS, e);
    }
  }
}
