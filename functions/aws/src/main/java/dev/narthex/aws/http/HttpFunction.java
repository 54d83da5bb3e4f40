package dev.narthex.aws.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.narthex.api.ApiPorts;
import dev.narthex.api.ServerProperties;
import dev.narthex.aws.event.EventJson;
import io.micronaut.context.ApplicationContext;
import io.micronaut.function.aws.LambdaApplicationContextBuilder;
import io.micronaut.function.aws.proxy.payload1.ApiGatewayProxyRequestEventFunction;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * The controllers behind API Gateway: events of both payloads go in, answers of the same payload come out. Micronaut's own handler for
 * payload 2.0 splits query values at commas, so it is given payload 1.0 in any case.
 */
public final class HttpFunction implements RequestStreamHandler, AutoCloseable {
  private final ApplicationContext context;
  private final ApiGatewayProxyRequestEventFunction controllers;

  /** Starts the controllers on their ports. Environments are not deduced: what a function is does not change what it says. */
  public HttpFunction(ApiPorts ports) {
    context = new LambdaApplicationContextBuilder().deduceEnvironment(false).singletons(ports).properties(ServerProperties.required()).start();
    controllers = new ApiGatewayProxyRequestEventFunction(context);
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context lambda) throws IOException {
    HttpEvent http = HttpEvents.read(EventJson.read(event));
    Optional<String> refusal = Scopes.refusal(http);
    if (refusal.isPresent()) {
      HttpAnswers.write(Scopes.forbidden(refusal.get()), http, answer);
      return;
    }
    HttpAnswers.write(controllers.handleRequest(http.request(), lambda), http, answer);
  }

  @Override
  public void close() {
    context.close();
  }
}
