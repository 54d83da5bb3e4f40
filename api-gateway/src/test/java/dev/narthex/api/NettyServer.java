package dev.narthex.api;

import dev.narthex.api.HttpExchange.Request;
import dev.narthex.api.HttpExchange.Response;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

/** Micronaut's own server over some ports, on a free loopback port, with a client. */
final class NettyServer implements AutoCloseable {
  private final ApplicationContext context;
  private final EmbeddedServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  NettyServer(ApiPorts ports) {
    context =
        ApplicationContext.builder()
            .singletons(ports)
            .properties(ServerProperties.required())
            .properties(Map.of("micronaut.server.port", -1, "micronaut.server.host", "127.0.0.1"))
            .start();
    server = context.getBean(EmbeddedServer.class).start();
  }

  URI uri() {
    return server.getURI();
  }

  Response send(Request request) throws IOException, InterruptedException {
    HttpRequest.BodyPublisher body =
        request.body().length == 0 ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(request.body());
    HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(uri() + request.target())).method(request.method(), body);
    request.headers().forEach(builder::header);
    HttpResponse<byte[]> response = client.send(builder.build(), HttpResponse.BodyHandlers.ofByteArray());
    return new Response(response.statusCode(), response.headers().map(), response.body());
  }

  @Override
  public void close() {
    client.close();
    context.close();
  }
}
