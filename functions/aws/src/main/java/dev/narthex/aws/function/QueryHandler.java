package dev.narthex.aws.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.narthex.aws.http.HttpFunction;
import dev.narthex.jobs.prime.Primer;
import io.micronaut.function.aws.proxy.MockLambdaContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Function {@code query}: the HTTP API behind API Gateway, HTTP or REST. */
public final class QueryHandler implements RequestStreamHandler {
  private static final String EVENT = """
      {"version":"2.0","rawPath":"%s","rawQueryString":"%s","headers":{"accept-encoding":"gzip"},
       "requestContext":{"stage":"$default","http":{"method":"GET","path":"%s"}}}""";

  /** Of real stores, so that their clients are loaded too. */
  private static final String REAL_QUESTION = "/api/v1/query?query=sum%28rate%28up%5B5m%5D%29%29+or+vector%281%29";

  /** So that the JIT has compiled the way of a query before the snapshot. */
  private static final int ROUNDS = 30;

  private final HttpFunction http;

  /** The handler as Lambda makes it. */
  public QueryHandler() {
    this(Wiring.ofThisFunction());
  }

  private QueryHandler(Wiring wiring) {
    this(wiring.http());
    Snapshots.prime(() -> {
      ask(http, REAL_QUESTION);
      try (HttpFunction synthetic = wiring.syntheticHttp()) {
        Primer.run(ROUNDS, 0, target -> ask(synthetic, target), () -> true);
      }
    });
  }

  QueryHandler(HttpFunction http) {
    this.http = http;
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
    http.handleRequest(event, answer, context);
  }

  private static void ask(HttpFunction http, String target) throws IOException {
    String[] parts = target.split("\\?", 2);
    String event = EVENT.formatted(parts[0], parts.length > 1 ? parts[1] : "", parts[0]);
    http.handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), new ByteArrayOutputStream(), new MockLambdaContext());
  }
}
