package dev.narthex.api;

import java.io.IOException;

/** Serves {@link SamplePorts#evaluating()} on a free loopback port until Enter is pressed or the input ends, for a look with curl. */
final class SampleServer {
  private SampleServer() {}

  public static void main(String[] arguments) throws IOException {
    try (NettyServer server = new NettyServer(SamplePorts.evaluating())) {
      System.out.println(server.uri());
      while (System.in.read() > '\n') {
        // any other key changes nothing
      }
    }
  }
}
