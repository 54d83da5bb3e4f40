package dev.narthex.template;

/**
 * Bounds on one execution.
 *
 * @param outputChars characters that may be written
 * @param steps nodes that may be executed, which bounds loops
 * @param depth nested template calls
 */
public record Limits(int outputChars, long steps, int depth) {
  public static final Limits DEFAULT = new Limits(4 << 20, 2_000_000, 100);
}
