package dev.narthex.aws.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import java.util.List;
import java.util.Optional;

/**
 * One HTTP request on its way to the controllers.
 *
 * @param payload the form in which the answer must be written
 * @param request the request in the form that Micronaut reads
 * @param coding whether the client takes gzip
 * @param scopes what the authorizer allows; empty when another authorizer than ours, or none, stands before the API
 */
record HttpEvent(Payload payload, APIGatewayProxyRequestEvent request, Coding coding, Optional<List<String>> scopes) {
  /** The event formats of API Gateway. */
  enum Payload {
    /** REST APIs. */
    V1,
    /** HTTP APIs and function URLs. */
    V2
  }

  /** How the body of the answer may be coded. */
  enum Coding {
    IDENTITY,
    GZIP
  }
}
