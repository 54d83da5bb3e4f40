package dev.narthex.aws.authorize;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.narthex.aws.event.EventJson;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Speaks with API Gateway's REQUEST authorizers: HTTP APIs take a yes or no, REST APIs a policy. Tenant and scopes travel in the context,
 * from where the query function takes them. A decision is cached for the header, so it covers every route of the API.
 */
final class Verdicts {
  private static final JsonFactory JSON = new JsonFactory();

  private Verdicts() {}

  static String authorization(EventJson event) {
    EventJson headers = event.object("headers");
    for (String name : headers.names()) {
      if (name.equalsIgnoreCase("authorization")) {
        return headers.text(name).orElse("");
      }
    }
    return "";
  }

  static void write(EventJson event, Optional<TokenList.Grant> grant, OutputStream out) throws IOException {
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      if (event.text("version").orElse("").startsWith("2")) {
        json.writeBooleanField("isAuthorized", grant.isPresent());
      } else {
        json.writeStringField("principalId", grant.map(TokenList.Grant::tenant).orElse("nobody"));
        json.writeObjectFieldStart("policyDocument");
        json.writeStringField("Version", "2012-10-17");
        json.writeArrayFieldStart("Statement");
        json.writeStartObject();
        json.writeStringField("Action", "execute-api:Invoke");
        json.writeStringField("Effect", grant.isPresent() ? "Allow" : "Deny");
        json.writeStringField("Resource", wholeStage(event.text("methodArn").orElse("")));
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
      }
      if (grant.isPresent()) {
        json.writeObjectFieldStart("context");
        json.writeStringField("tenant", grant.get().tenant());
        json.writeStringField("scopes", String.join(" ", grant.get().scopes()));
        json.writeEndObject();
      }
      json.writeEndObject();
    }
  }

  /** {@code arn:aws:execute-api:region:account:api/stage/GET/path} becomes {@code …:api/stage/*}. */
  private static String wholeStage(String methodArn) {
    int api = methodArn.indexOf('/');
    int stage = methodArn.indexOf('/', api + 1);
    return api < 0 || stage < 0 ? methodArn : methodArn.substring(0, stage) + "/*";
  }
}
