package dev.narthex.api;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** A request and its response, free of any server: what {@link HttpContract} sends and looks at. */
public final class HttpExchange {
  private HttpExchange() {}

  /**
   * A request.
   *
   * @param target path and raw query string, escaped already
   * @param headers one value a name
   * @param body empty when there is none
   */
  public record Request(String method, String target, Map<String, String> headers, byte[] body) {
    public static Request get(String target) {
      return new Request("GET", target, Map.of(), new byte[0]);
    }

    public static Request post(String target, String form) {
      return new Request(
          "POST", target, Map.of("Content-Type", "application/x-www-form-urlencoded"), form.getBytes(StandardCharsets.UTF_8));
    }

    public static Request of(String method, String target) {
      return new Request(method, target, Map.of(), new byte[0]);
    }

    public Request with(String name, String value) {
      Map<String, String> more = new TreeMap<>(headers);
      more.put(name, value);
      return new Request(method, target, more, body);
    }
  }

  /**
   * A response.
   *
   * @param headers by lower-case name
   * @param body as it came over the wire: compressed when a header says so
   */
  public record Response(int status, Map<String, List<String>> headers, byte[] body) {
    public Optional<String> header(String name) {
      List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
      return values.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", values));
    }

    /** The body as text, decompressed. */
    public String text() {
      if (!header("Content-Encoding").orElse("").equals("gzip")) {
        return new String(body, StandardCharsets.UTF_8);
      }
      try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
