package dev.narthex.template;

/** A function or method refused its arguments; execution adds the place. */
public final class FunctionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int argument;

  public FunctionException(String message) {
    this(-1, message);
  }

  private FunctionException(int argument, String message) {
    super(message);
    this.argument = argument;
  }

  /** The argument at this index has the wrong type; the error will point at it. */
  public static FunctionException argument(int index, String expected, Value found) {
    String what = found instanceof Value.Nil ? "cannot assign nil to " + expected : "wrong type for value; expected " + expected + "; got " + found.type();
    return new FunctionException(index, what);
  }

  /** The index of the argument that is at fault, or −1. */
  int argument() {
    return argument;
  }
}
