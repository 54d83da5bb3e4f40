package dev.narthex.aws.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.narthex.aws.authorize.TokenAuthorizer;
import dev.narthex.aws.client.AwsClients;
import dev.narthex.aws.config.AwsSecretSource;
import dev.narthex.aws.config.NoConfigFolder;
import dev.narthex.aws.environment.FunctionEnvironment;
import dev.narthex.aws.environment.Variable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;

/** Function {@code authorize}: judges the token of an API call; API Gateway remembers the answer for five minutes. */
public final class AuthorizeHandler implements RequestStreamHandler {
  private final TokenAuthorizer authorizer;

  /** The handler as Lambda makes it. */
  public AuthorizeHandler() {
    this(new TokenAuthorizer(new AwsSecretSource(() -> AwsClients.secrets(System.getenv()), new NoConfigFolder(), InstantSource.system()),
        new FunctionEnvironment(System.getenv()).require(Variable.NARTHEX_TOKENS)));
  }

  AuthorizeHandler(TokenAuthorizer authorizer) {
    this.authorizer = authorizer;
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
    authorizer.handleRequest(event, answer, context);
  }
}
