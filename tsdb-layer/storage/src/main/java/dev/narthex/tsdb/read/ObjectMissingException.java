package dev.narthex.tsdb.read;

/** An object that the catalogue named is gone: the catalogue was read too long ago. */
final class ObjectMissingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ObjectMissingException(String object) {
    super("object " + object + " is gone");
  }
}
