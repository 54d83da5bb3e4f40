package dev.narthex.alert.receiver.send;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Stream;

/** Texts in the shapes that requests need. */
public final class Words {
  private Words() {}

  /** The parts of a comma-separated list, without empty ones. */
  public static List<String> commaSeparated(String text) {
    return Stream.of(text.strip().split(",")).filter(part -> !part.isEmpty()).toList();
  }

  /** A part of a URL's path: everything but unreserved characters escaped. */
  public static String pathSegment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A").replace("%7E", "~");
  }

  /** {@code a=1&b=2}. */
  public static String form(Map<String, String> values) {
    StringJoiner joiner = new StringJoiner("&");
    values.forEach((name, value) -> joiner.add(URLEncoder.encode(name, StandardCharsets.UTF_8) + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return joiner.toString();
  }

  /** A URL that ends in a slash, so that a path can follow. */
  public static String withSlash(String url) {
    return url.endsWith("/") ? url : url + "/";
  }
}
