package dev.narthex.template;

/** Printing that function tables outside this package share with {@code printf}. */
public final class Printing {
  private Printing() {}

  /** {@code %.<digits>g}. */
  public static String general(double value, int digits) {
    return GoFloats.format(value, 'g', digits);
  }

  /** {@code %v}. */
  public static String plain(Value value) {
    return GoFormat.plain(value);
  }

  /** Go's {@code url.QueryEscape}. */
  public static String urlQuery(String text) {
    return Escapes.urlQuery(text);
  }
}
