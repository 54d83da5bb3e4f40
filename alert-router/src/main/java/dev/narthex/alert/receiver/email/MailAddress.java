package dev.narthex.alert.receiver.email;

import java.util.Locale;
import java.util.Optional;

/** The texts of a mail server's address and of header names. */
final class MailAddress {
  private MailAddress() {}

  /** The port of {@code host:port} or {@code [address]:port}; empty when the text is neither. */
  static Optional<Integer> port(String smarthost) {
    int colon = smarthost.lastIndexOf(':');
    if (colon <= 0) {
      return Optional.empty();
    }
    try {
      int port = Integer.parseInt(smarthost.substring(colon + 1));
      return port > 0 && port < 65_536 ? Optional.of(port) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  static String host(String smarthost) {
    String host = smarthost.substring(0, smarthost.lastIndexOf(':'));
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  /** {@code message-id} as {@code Message-Id}: how headers are compared. */
  static String canonicalHeader(String name) {
    StringBuilder out = new StringBuilder();
    boolean start = true;
    for (char c : name.toLowerCase(Locale.ROOT).toCharArray()) {
      out.append(start ? Character.toUpperCase(c) : c);
      start = c == '-';
    }
    return out.toString();
  }
}
