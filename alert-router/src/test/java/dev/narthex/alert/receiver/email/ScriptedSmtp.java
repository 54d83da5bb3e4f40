package dev.narthex.alert.receiver.email;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A mail server of few words that offers what it is told to and keeps the commands; TLS when it has a context. */
final class ScriptedSmtp implements AutoCloseable {
  private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  private final List<String> extensions;
  private final Optional<SSLContext> tls;
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private volatile String refusedCommand = "";

  ScriptedSmtp(List<String> extensions, Optional<SSLContext> tls) throws IOException {
    this.extensions = extensions;
    this.tls = tls;
    Thread.ofVirtual().start(() -> {
      while (!server.isClosed()) {
        try (Socket socket = server.accept()) {
          serve(socket);
        } catch (IOException gone) {
          // the client ended the talk, or the server was closed
        }
      }
    });
  }

  int port() {
    return server.getLocalPort();
  }

  /** The first word of each command in order; all of it for logins. */
  List<String> commands() {
    return new ArrayList<>(commands);
  }

  ScriptedSmtp refuses(String command) {
    refusedCommand = command;
    return this;
  }

  private void serve(Socket first) throws IOException {
    Socket socket = first;
    BufferedReader in = reader(socket);
    say(socket, "220 here");
    while (true) {
      String line = in.readLine();
      if (line == null) {
        return;
      }
      String verb = line.split(" ")[0].toUpperCase(Locale.ROOT);
      commands.add(verb.equals("AUTH") || verb.equals("EHLO") ? line : verb);
      if (verb.equals(refusedCommand)) {
        say(socket, "550 5.1.1 no " + verb + " here");
        continue;
      }
      switch (verb) {
        case "EHLO" -> {
          say(socket, "250-here");
          for (String extension : extensions) {
            say(socket, "250-" + extension);
          }
          say(socket, "250 HELP");
        }
        case "STARTTLS" -> {
          say(socket, "220 go ahead");
          SSLSocket layer = (SSLSocket) tls.orElseThrow().getSocketFactory().createSocket(socket, null, socket.getPort(), true);
          layer.setUseClientMode(false);
          layer.startHandshake();
          socket = layer;
          in = reader(socket);
        }
        case "AUTH" -> login(socket, in, line);
        case "DATA" -> {
          say(socket, "354 go on");
          while (!".".equals(in.readLine())) {
            continue;
          }
          say(socket, "250 2.0.0 queued as 42");
        }
        case "QUIT" -> {
          say(socket, "221 bye");
          return;
        }
        default -> say(socket, "250 ok");
      }
    }
  }

  private void login(Socket socket, BufferedReader in, String line) throws IOException {
    if (line.equals("AUTH CRAM-MD5")) {
      say(socket, "334 PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UucmVzdG9uLm1jaS5uZXQ+");
      commands.add(in.readLine());
    } else if (line.equals("AUTH LOGIN")) {
      say(socket, "334 VXNlcm5hbWU6");
      commands.add(in.readLine());
      say(socket, "334 UGFzc3dvcmQ6");
      commands.add(in.readLine());
    }
    say(socket, "235 welcome");
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  private static void say(Socket socket, String line) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
