package dev.narthex.local.alertmanager;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * As much HTTP as warm-up and training need, on plain sockets: a client of the JDK would be loaded for them alone, at each start and into
 * the class cache.
 */
public final class PlainHttp {
  private static final int PATIENCE_MILLIS = 30_000;
  private static final String LENGTH = "content-length:";

  private PlainHttp() {}

  /** Asks and reads the whole answer, whatever it is. */
  public static void ask(String host, int port, String method, String path, String body) throws IOException {
    try (Socket socket = new Socket(host, port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      String head =
          "%s %s HTTP/1.1\r\nHost: %s:%d\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n".formatted(method, path, host, port, bytes.length);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(bytes);
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }
  }

  /** Takes one request and answers 200 with nothing. */
  public static void take(ServerSocket server) throws IOException {
    try (Socket socket = server.accept()) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      int length = 0;
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        length = line.toLowerCase(Locale.ROOT).startsWith(LENGTH) ? Integer.parseInt(line.substring(LENGTH.length()).strip()) : length;
      }
      for (int read = 0; read < length && in.read() >= 0; read++) {}
      socket.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
    }
  }
}
