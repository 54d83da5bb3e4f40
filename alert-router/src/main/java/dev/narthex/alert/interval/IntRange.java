package dev.narthex.alert.interval;

/** Whole numbers from {@code first} to {@code last}, both included. */
public record IntRange(int first, int last) {
  public boolean contains(int n) {
    return n >= first && n <= last;
  }
}
