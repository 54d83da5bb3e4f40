package dev.narthex.tsdb.frame;

/** An object was written by a newer version of Narthex, or is of a kind the caller did not ask for. */
public final class UnsupportedObjectException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnsupportedObjectException(String object, String detail) {
    super("object " + object + " cannot be read: " + detail);
  }
}
