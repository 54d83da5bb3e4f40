package dev.narthex.aws.authorize;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.narthex.aws.event.EventJson;
import dev.narthex.secret.SecretSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Judges one API call by its token. A list that cannot be read lets nobody in, and the call fails with 500. */
public final class TokenAuthorizer implements RequestStreamHandler {
  private final SecretSource secrets;
  private final String reference;

  /**
   * An authorizer.
   *
   * @param reference the secret of the token list
   */
  public TokenAuthorizer(SecretSource secrets, String reference) {
    this.secrets = secrets;
    this.reference = reference;
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
    EventJson request = EventJson.read(event);
    TokenList tokens = TokenList.parse(secrets.read(reference));
    Verdicts.write(request, tokens.grant(Verdicts.authorization(request)), answer);
  }
}
