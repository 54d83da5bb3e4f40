package dev.narthex.jobs.notify;

import dev.narthex.alert.receiver.http.HttpTransport;
import dev.narthex.http.HttpClientConfig;
import dev.narthex.ingest.http.GuardedClient;
import dev.narthex.ingest.http.HttpFailure;
import dev.narthex.ingest.http.HttpReply;
import dev.narthex.net.AddressPolicy;
import dev.narthex.secret.SecretSource;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Sends through the guarded client: addresses are checked after DNS and on each redirect. Equal client blocks share one client and its
 * connections. Made for one configuration and closed when another takes its place, which cuts what is still under way.
 */
public final class GuardedTransport implements HttpTransport, AutoCloseable {
  private static final int ANSWER_BYTES = 64 * 1024;

  private final AddressPolicy addresses;
  private final SecretSource secrets;
  private final Map<HttpClientConfig, GuardedClient> clients = new HashMap<>();
  private boolean closed;

  public GuardedTransport(AddressPolicy addresses, SecretSource secrets) {
    this.addresses = addresses;
    this.secrets = secrets;
  }

  @Override
  public Reply send(HttpClientConfig client, Request request) throws IOException {
    try {
      HttpReply reply = client(client).exchange(request.method(), request.url(), request.headers(), request.body(), request.timeout(), ANSWER_BYTES);
      return new Reply(reply.status(), reply.headers(), reply.text());
    } catch (HttpFailure e) {
      String sentence = String.valueOf(e.getMessage());
      throw switch (e.kind()) {
        case TIMEOUT -> new TimeoutException(sentence);
        case REFUSED_ADDRESS -> new RefusedAddressException(sentence);
        case CONNECTION, STATUS, BODY_TOO_LARGE, BAD_ENCODING -> new IOException(sentence, e);
      };
    }
  }

  private synchronized GuardedClient client(HttpClientConfig config) throws HttpFailure, IOException {
    if (closed) {
      throw new IOException("another configuration has taken the place of this one");
    }
    GuardedClient client = clients.get(config);
    if (client == null) {
      client = new GuardedClient(config, addresses, secrets);
      clients.put(config, client);
    }
    return client;
  }

  @Override
  public synchronized void close() {
    closed = true;
    clients.values().forEach(GuardedClient::close);
    clients.clear();
  }
}
