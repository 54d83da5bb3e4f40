package dev.narthex.tsdb.layout;

/**
 * A layout with its name: what blocks refer to.
 *
 * @param hash 64 hexadecimal digits, see {@link LayoutObject#hash}
 */
public record LayoutReference(String hash, Layout layout) {
  /** Encodes a layout and names it. */
  public static LayoutReference of(Layout layout) {
    return new LayoutReference(LayoutObject.hash(LayoutObject.encode(layout)), layout);
  }
}
