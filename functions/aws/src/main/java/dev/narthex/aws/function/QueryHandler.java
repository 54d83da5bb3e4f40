package dev.narthex.aws.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.narthex.aws.http.HttpFunction;
import io.micronaut.function.aws.proxy.MockLambdaContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Function {@code query}: the HTTP API behind API Gateway, HTTP or REST. */
public final class QueryHandler implements RequestStreamHandler {
  private static final String SYNTHETIC = """
      {"version":"2.0","rawPath":"/api/v1/query","rawQueryString":"query=sum%28rate%28up%5B5m%5D%29%29+or+vector%281%29",
       "headers":{"accept-encoding":"gzip"},"requestContext":{"stage":"$default","http":{"method":"GET","path":"/api/v1/query"}}}""";
  private final HttpFunction http;

  /** The handler as Lambda makes it. */
  public QueryHandler() {
    this(Wiring.ofThisFunction().http());
    Snapshots.prime(() -> http.handleRequest(new ByteArrayInputStream(SYNTHETIC.getBytes(StandardCharsets.UTF_8)), new ByteArrayOutputStream(),
        new MockLambdaContext()));
  }

  QueryHandler(HttpFunction http) {
    this.http = http;
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
    http.handleRequest(event, answer, context);
  }
}
