package dev.narthex.tsdb.frame;

/** Bytes of an object are not what was written: a flipped bit, a cut tail, a range of something else. Not retryable. */
public final class CorruptObjectException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String object;
  private final String section;

  /**
   * @param object key of the object
   * @param section which part of it, in words: "head", "group 17", "footer"
   * @param detail what is wrong there
   */
  public CorruptObjectException(String object, String section, String detail) {
    super("object " + object + " is corrupt in its " + section + ": " + detail);
    this.object = object;
    this.section = section;
  }

  public String object() {
    return object;
  }

  public String section() {
    return section;
  }
}
