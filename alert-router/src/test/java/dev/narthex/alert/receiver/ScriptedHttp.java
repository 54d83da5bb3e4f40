package dev.narthex.alert.receiver;

import dev.narthex.alert.receiver.http.HttpTransport;
import dev.narthex.http.HttpClientConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** A transport that answers what it was told to and remembers what it was asked. Once the script is at its end, its last answer repeats. */
public final class ScriptedHttp implements HttpTransport {
  /** One request as it went out. */
  public record Sent(String method, String url, Map<String, String> headers, String body, HttpClientConfig client, java.time.Duration timeout) {}

  private interface Answer {
    Reply give() throws IOException;
  }

  private final Deque<Answer> script = new ArrayDeque<>();
  private final List<Sent> sent = new ArrayList<>();

  public ScriptedHttp answer(int status, String body) {
    script.add(() -> new Reply(status, Map.of(), body));
    return this;
  }

  public ScriptedHttp answer(int status, String body, String contentType) {
    script.add(() -> new Reply(status, Map.of("Content-Type", contentType), body));
    return this;
  }

  public ScriptedHttp fail(IOException e) {
    script.add(() -> {
      throw e;
    });
    return this;
  }

  @Override
  public Reply send(HttpClientConfig client, Request request) throws IOException {
    sent.add(new Sent(request.method(), request.url().toString(), request.headers(), new String(request.body(), StandardCharsets.UTF_8), client, request.timeout()));
    Answer answer = script.isEmpty() ? () -> new Reply(200, Map.of(), "") : script.size() > 1 ? script.poll() : script.getFirst();
    return answer.give();
  }

  public List<Sent> sent() {
    return List.copyOf(sent);
  }

  /** The only request so far. */
  public Sent only() {
    if (sent.size() != 1) {
      throw new AssertionError("expected one request, sent were " + sent);
    }
    return sent.getFirst();
  }
}
