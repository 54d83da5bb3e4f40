package dev.narthex.local.server;

import dev.narthex.api.ApiPorts;
import dev.narthex.api.ServerProperties;
import io.micronaut.context.ApplicationContext;
import io.micronaut.http.server.exceptions.ServerStartupException;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** The controllers of {@code api-gateway} on Netty. */
public final class HttpServer implements AutoCloseable {
  private final ApplicationContext context;
  private final EmbeddedServer server;

  private HttpServer(ApplicationContext context, EmbeddedServer server) {
    this.context = context;
    this.server = server;
  }

  /**
   * Checks that an address can be listened on, before anything slow is started.
   *
   * @throws PortInUseException when it cannot
   */
  public static void check(ListenAddress address) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(address.host()), address.port()));
    } catch (UnknownHostException e) {
      throw new PortInUseException("cannot listen on " + address + ": " + address.host() + " is no address of this machine; name another with --listen", e);
    } catch (IOException e) {
      throw inUse(address, e);
    }
  }

  private static PortInUseException inUse(ListenAddress address, Exception e) {
    String reason = String.valueOf(e.getMessage()).contains("in use") ? "the port is in use" : e.getMessage();
    return new PortInUseException("cannot listen on " + address + ": " + reason + "; stop what holds it or name another address with --listen HOST:PORT", e);
  }

  /**
   * Starts serving.
   *
   * @param prefix what stands before all paths; empty = nothing
   * @throws PortInUseException when the address is taken
   */
  public static HttpServer start(ApiPorts ports, ListenAddress address, String prefix) {
    return prepare(address, prefix).serving(ports);
  }

  /** Begins with what needs no ports yet, beside the caller: that is the longer part of a start. */
  public static Prepared prepare(ListenAddress address, String prefix) {
    Map<String, Object> properties = new LinkedHashMap<>(ServerProperties.required());
    properties.put("micronaut.server.host", address.host());
    properties.put("micronaut.server.port", address.port() == 0 ? -1 : address.port());
    properties.put("micronaut.application.name", "narthex");
    if (!prefix.isEmpty()) {
      properties.put("micronaut.server.context-path", prefix);
    }
    FutureTask<ApplicationContext> context =
        new FutureTask<>(() -> ApplicationContext.builder().deduceEnvironment(false).banner(false).properties(properties).start());
    Thread.ofPlatform().name("http-preparation").daemon().start(context);
    return new Prepared(address, context);
  }

  /** A server that lacks what it is to serve. Serve or close it. */
  public static final class Prepared implements AutoCloseable {
    private final ListenAddress address;
    private final FutureTask<ApplicationContext> context;

    private Prepared(ListenAddress address, FutureTask<ApplicationContext> context) {
      this.address = address;
      this.context = context;
    }

    /**
     * Starts serving.
     *
     * @throws PortInUseException when the address is taken
     */
    public HttpServer serving(ApiPorts ports) {
      ApplicationContext ready = ready();
      try {
        ready.registerSingleton(ports);
        return new HttpServer(ready, ready.getBean(EmbeddedServer.class).start());
      } catch (ServerStartupException e) {
        ready.close();
        throw inUse(address, e);
      } catch (RuntimeException e) {
        ready.close();
        throw e;
      }
    }

    private ApplicationContext ready() {
      boolean interrupted = false;
      try {
        while (true) {
          try {
            return context.get();
          } catch (InterruptedException e) {
            interrupted = true;
          } catch (ExecutionException e) {
            throw new IllegalStateException("the HTTP server cannot be prepared: " + e.getCause(), e);
          }
        }
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }

    @Override
    public void close() {
      ready().close();
    }
  }

  /** The port that is listened on. */
  public int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    server.stop();
    context.close();
  }
}
