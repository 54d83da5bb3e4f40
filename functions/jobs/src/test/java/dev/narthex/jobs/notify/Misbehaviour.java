package dev.narthex.jobs.notify;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/** A receiver's end on loopback that keeps what it was sent and behaves as told: answers, says nothing, cuts the line. */
final class Misbehaviour implements AutoCloseable {
  /** A request as it came over the wire. */
  record Received(String head, String body) {
    String line() {
      return head.substring(0, head.indexOf('\r'));
    }
  }

  private static final String HANG = "hang";
  private static final String CUT = "cut";
  private static final String CUT_BODY = "cut body";

  private final ServerSocket server;
  private final LinkedBlockingQueue<String> script = new LinkedBlockingQueue<>();
  private final ConcurrentLinkedQueue<Received> received = new ConcurrentLinkedQueue<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile int connections;

  Misbehaviour() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  Misbehaviour answers(int status, String body) {
    return answers(status, "Content-Type: text/plain", body);
  }

  Misbehaviour answers(int status, String headers, String body) {
    script.add("HTTP/1.1 " + status + " X\r\n" + headers + "\r\nContent-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body);
    return this;
  }

  Misbehaviour hangs() {
    script.add(HANG);
    return this;
  }

  Misbehaviour cuts() {
    script.add(CUT);
    return this;
  }

  Misbehaviour cutsTheBody() {
    script.add(CUT_BODY);
    return this;
  }

  List<Received> received() {
    return new ArrayList<>(received);
  }

  int connections() {
    return connections;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        connections++;
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = socket.getInputStream();
      while (true) {
        String head = head(in);
        if (head.isEmpty()) {
          return;
        }
        received.add(new Received(head, new String(in.readNBytes(length(head)), StandardCharsets.UTF_8)));
        String next = script.isEmpty() ? "HTTP/1.1 200 X\r\nContent-Length: 0\r\n\r\n" : script.take();
        switch (next) {
          case HANG -> over.await();
          case CUT -> {
            return;
          }
          case CUT_BODY -> {
            socket.getOutputStream().write("HTTP/1.1 200 X\r\nContent-Length: 100\r\n\r\nhalf".getBytes(StandardCharsets.UTF_8));
            return;
          }
          default -> socket.getOutputStream().write(next.getBytes(StandardCharsets.UTF_8));
        }
      }
    } catch (IOException | InterruptedException over) {
      // the other side is gone
    }
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      out.write(b);
      if (b == '\n' && out.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
        return out.toString(StandardCharsets.UTF_8);
      }
    }
    return "";
  }

  private static int length(String head) {
    for (String line : head.split("\r\n")) {
      if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
        return Integer.parseInt(line.substring(15).strip());
      }
    }
    return 0;
  }

  @Override
  public void close() throws IOException {
    over.countDown();
    server.close();
  }
}
