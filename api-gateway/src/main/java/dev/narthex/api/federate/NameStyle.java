package dev.narthex.api.federate;

import dev.narthex.model.GoQuote;

/** How names are written that are more than letters, digits and underscores. */
enum NameStyle {
  /** Every other character becomes an underscore: what any scraper reads. */
  UNDERSCORES {
    @Override
    String name(String name) {
      StringBuilder out = new StringBuilder(name.length());
      name.codePoints().forEach(c -> out.append(c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == ':') ? (char) c : '_'));
      if (Character.isDigit(out.charAt(0))) {
        out.setCharAt(0, '_');
      }
      return out.toString();
    }
  },
  /** Quoted as they are, for scrapers that ask for it. */
  UTF8 {
    @Override
    String name(String name) {
      return GoQuote.isLegacyMetricName(name) ? name : quoted(name);
    }
  };

  /** The name as it stands in a line; a name that needs quotes has them. */
  abstract String name(String name);

  /** In quotes, with the escapes of the text format: backslash, quote and newline. */
  static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
