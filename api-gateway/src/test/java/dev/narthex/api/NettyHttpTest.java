package dev.narthex.api;

import dev.narthex.api.HttpExchange.Request;
import dev.narthex.api.HttpExchange.Response;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract on Micronaut's own server. */
class NettyHttpTest extends HttpContract {
  private static ApplicationContext context;
  private static EmbeddedServer server;
  private static HttpClient client;

  @BeforeAll
  static void start() {
    context =
        ApplicationContext.builder()
            .singletons(SamplePorts.ports())
            .properties(ServerProperties.required())
            .properties(Map.of("micronaut.server.port", -1, "micronaut.server.host", "127.0.0.1"))
            .start();
    server = context.getBean(EmbeddedServer.class).start();
    client = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    client.close();
    context.close();
  }

  @Override
  protected Response send(Request request) throws Exception {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(server.getURI() + request.target()))
            .method(request.method(), request.body().length == 0 ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(request.body()));
    request.headers().forEach(builder::header);
    HttpResponse<byte[]> response = client.send(builder.build(), HttpResponse.BodyHandlers.ofByteArray());
    return new Response(response.statusCode(), response.headers().map(), response.body());
  }
}
