package dev.narthex.api.answer;

/** Text written in portions. Used by one thread at a time. */
public interface TextData {
  /**
   * Appends the next portion, a few kilobytes.
   *
   * @return false when this was the last one
   */
  boolean writeNext(StringBuilder out);
}
