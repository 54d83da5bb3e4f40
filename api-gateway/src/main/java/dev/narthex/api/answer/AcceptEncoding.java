package dev.narthex.api.answer;

import java.util.List;
import java.util.Locale;

/** Reads {@code Accept-Encoding}. */
final class AcceptEncoding {
  private AcceptEncoding() {}

  /** Whether gzip is named, or everything is, and not with weight zero. */
  static boolean takesGzip(List<String> headers) {
    for (String header : headers) {
      for (String part : header.toLowerCase(Locale.ROOT).split(",")) {
        String[] pieces = part.split(";");
        String coding = pieces[0].strip();
        if (coding.equals("gzip") || coding.equals("*")) {
          return pieces.length < 2 || !isZero(pieces[1].strip());
        }
      }
    }
    return false;
  }

  /** {@code q=0}, {@code q=0.0}, …: the coding is refused. */
  private static boolean isZero(String weight) {
    if (!weight.startsWith("q=0")) {
      return false;
    }
    for (int i = 3; i < weight.length(); i++) {
      if (weight.charAt(i) >= '1' && weight.charAt(i) <= '9') {
        return false;
      }
    }
    return true;
  }
}
