package dev.narthex.http;

import java.net.URI;
import java.net.URISyntaxException;

/** Checks of user-given URLs. */
public final class Urls {
  private Urls() {}

  /**
   * An absolute http or https URL with a host.
   *
   * @throws IllegalArgumentException with a sentence
   */
  public static URI http(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("\"" + text + "\" is no URL: " + e.getReason(), e);
    }
    if (!"http".equals(uri.getScheme()) && !"https".equals(uri.getScheme())) {
      throw new IllegalArgumentException("URL scheme must be 'http' or 'https'");
    }
    if (uri.getHost() == null) {
      throw new IllegalArgumentException("host is missing in URL");
    }
    return uri;
  }

  /** The URL with a password in it masked. */
  public static String withoutPassword(URI uri) {
    String info = uri.getRawUserInfo();
    return info == null || info.indexOf(':') < 0 ? uri.toString() : uri.toString().replace(info + "@", info.substring(0, info.indexOf(':')) + ":xxxxx@");
  }
}
