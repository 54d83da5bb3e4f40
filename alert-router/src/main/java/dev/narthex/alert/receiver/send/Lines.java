package dev.narthex.alert.receiver.send;

/** Answers of other sides for one line of a log. */
final class Lines {
  private static final int MOST = 300;

  private Lines() {}

  /** White space folded, control characters gone, cut at 300 characters. */
  static String first(String text) {
    StringBuilder out = new StringBuilder();
    boolean space = false;
    for (int i = 0; i < text.length() && out.length() < MOST; i++) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c) || Character.isISOControl(c)) {
        space = !out.isEmpty();
        continue;
      }
      out.append(space ? " " : "").append(c);
      space = false;
    }
    boolean cut = out.length() >= MOST && text.length() > MOST;
    if (!out.isEmpty() && Character.isHighSurrogate(out.charAt(out.length() - 1))) {
      out.setLength(out.length() - 1);
    }
    return cut ? out + "…" : out.toString();
  }
}
