package dev.narthex.local.cli;

import java.io.PrintStream;
import java.util.Locale;

/** A bar on standard error; nothing when that is no terminal. */
final class ProgressBar implements AutoCloseable {
  private static final int WIDTH = 40;

  private final PrintStream out;
  private final String what;
  private final boolean shown;
  private int last = -1;

  ProgressBar(String what, PrintStream out) {
    this.what = what;
    this.out = out;
    this.shown = System.console() != null && System.console().isTerminal();
  }

  /** Shows which part of the work is done, 0 to 1. */
  void show(double part) {
    int permille = (int) Math.round(Math.clamp(part, 0, 1) * 1000);
    if (!shown || permille == last) {
      return;
    }
    last = permille;
    int full = permille * WIDTH / 1000;
    out.print("\r" + what + " [" + "#".repeat(full) + ".".repeat(WIDTH - full) + "] " + String.format(Locale.ROOT, "%5.1f %%", permille / 10.0));
    out.flush();
  }

  @Override
  public void close() {
    if (shown && last >= 0) {
      out.println();
    }
  }
}
