package dev.narthex.template;

import java.nio.charset.StandardCharsets;

/** Lines and columns of offsets in a source, as Go counts them: lines from 1, columns in bytes from 0. */
final class Positions {
  private Positions() {}

  static int line(String source, int at) {
    int line = 1;
    for (int i = 0; i < Math.min(at, source.length()); i++) {
      if (source.charAt(i) == '\n') {
        line++;
      }
    }
    return line;
  }

  static int column(String source, int at) {
    int start = source.lastIndexOf('\n', at - 1) + 1;
    return source.substring(start, at).getBytes(StandardCharsets.UTF_8).length;
  }
}
