package dev.narthex.api;

import dev.narthex.api.HttpExchange.Request;
import dev.narthex.api.HttpExchange.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract on Micronaut's own server. */
class NettyHttpTest extends HttpContract {
  private static NettyServer server;

  @BeforeAll
  static void start() {
    server = new NettyServer(SamplePorts.ports());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  protected Response send(Request request) throws Exception {
    return server.send(request);
  }
}
