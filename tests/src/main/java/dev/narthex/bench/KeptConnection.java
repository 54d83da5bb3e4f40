package dev.narthex.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/**
 * One HTTP/1.1 connection that is kept from request to request and reads each answer to its end into one array that it uses again. It
 * does as little as a client can, so that what is timed is the server: a client library with threads of its own adds a millisecond to
 * each answer, which hides how fast servers are that need one or two.
 *
 * <p>Answers have a length or come in chunks, as every server of the Prometheus API sends them. Not thread-safe.
 */
final class KeptConnection implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration READ_TIMEOUT = Duration.ofMinutes(2);

  private final Socket socket;
  private final String host;
  private final InputStream in;
  private final byte[] arrived = new byte[1 << 20];
  private int position;
  private int limit;

  /** The body of the latest answer, when it is wanted. */
  private byte[] body = new byte[1 << 16];

  private int size;
  private boolean ending;

  /** What came back: the status, and the bytes of the body. */
  record Reply(int status, long bytes) {}

  private enum Body {
    KEPT,
    SKIPPED
  }

  /** @param base such as {@code http://127.0.0.1:9090} */
  KeptConnection(URI base) throws IOException {
    int port = base.getPort() < 0 ? 80 : base.getPort();
    this.host = base.getHost() + ":" + port;
    this.socket = new Socket();
    socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
    socket.setSoTimeout((int) READ_TIMEOUT.toMillis());
    socket.connect(new InetSocketAddress(base.getHost(), port), (int) CONNECT_TIMEOUT.toMillis());
    this.in = socket.getInputStream();
  }

  /** The bytes of a request; made before the clock runs. */
  byte[] request(String target) {
    return ("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
  }

  /** Asks and reads the whole answer, which is counted and forgotten. */
  Reply ask(byte[] request) throws IOException {
    return exchange(request, Body.SKIPPED);
  }

  /** Asks for something and gives the body of the answer; an answer that is no success has none. */
  byte[] fetch(String target) throws IOException {
    Reply reply = exchange(request(target), Body.KEPT);
    if (reply.status != 200) {
      throw new IOException("status " + reply.status);
    }
    return Arrays.copyOf(body, size);
  }

  /** Whether the server said that it takes no further request here; some do every few minutes. */
  boolean isEnding() {
    return ending;
  }

  private Reply exchange(byte[] request, Body wanted) throws IOException {
    socket.getOutputStream().write(request);
    size = 0;
    String first = line();
    int status = Integer.parseInt(first.split(" ", 3)[1]);
    long length = -1;
    boolean chunked = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Long.parseLong(lower.substring("content-length:".length()).strip());
      } else if (lower.startsWith("transfer-encoding:")) {
        chunked = lower.contains("chunked");
      } else if (lower.startsWith("connection:")) {
        ending = lower.contains("close");
      }
    }
    if (!chunked) {
      if (length < 0) {
        throw new IOException("an answer without a length: " + first);
      }
      take(length, wanted);
      return new Reply(status, length);
    }
    long bytes = 0;
    while (true) {
      String announced = line();
      int extension = announced.indexOf(';');
      long chunk = Long.parseLong(extension < 0 ? announced : announced.substring(0, extension), 16);
      if (chunk == 0) {
        break;
      }
      take(chunk, wanted);
      line();
      bytes += chunk;
    }
    while (!line().isEmpty()) {
      continue; // headers behind the last chunk
    }
    return new Reply(status, bytes);
  }

  private void take(long length, Body wanted) throws IOException {
    long left = length;
    while (left > 0) {
      if (position == limit) {
        fill();
      }
      int n = (int) Math.min(left, limit - position);
      if (wanted == Body.KEPT) {
        if (body.length - size < n) {
          body = Arrays.copyOf(body, Math.max(2 * body.length, size + n));
        }
        System.arraycopy(arrived, position, body, size, n);
        size += n;
      }
      position += n;
      left -= n;
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      if (position == limit) {
        fill();
      }
      char c = (char) (arrived[position++] & 0xff);
      if (c == '\n') {
        int end = line.length();
        line.setLength(end > 0 && line.charAt(end - 1) == '\r' ? end - 1 : end);
        return line.toString();
      }
      line.append(c);
    }
  }

  private void fill() throws IOException {
    position = 0;
    limit = in.read(arrived, 0, arrived.length);
    if (limit < 0) {
      limit = 0;
      throw new IOException("the connection ended in the middle of an answer");
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
