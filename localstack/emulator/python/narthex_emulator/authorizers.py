"""REQUEST authorizers of REST APIs: the function is asked, and its policy decides, as API Gateway does.

Answers are not kept: each call asks anew, so that a walk sees a changed secret as soon as the function does.
"""

import fnmatch
import json
import logging

from localstack.aws.connect import connect_to
from localstack.services.apigateway.next_gen.execute_api.gateway_response import (
    AccessDeniedError,
    AuthorizerConfigurationError,
    AuthorizerFailureError,
    UnauthorizedError,
)

LOG = logging.getLogger(__name__)
HEADER_SOURCE = "method.request.header."


def ask_authorizer(_chain, context, _response) -> None:
    method = context.resource_method
    if method.get("authorizationType") != "CUSTOM":
        return
    authorizer = context.deployment.rest_api.authorizers.get(method.get("authorizerId"))
    if authorizer is None or authorizer.get("type") != "REQUEST":
        LOG.error("no REQUEST authorizer with id %s: this emulator knows no other", method.get("authorizerId"))
        raise AuthorizerConfigurationError()
    request = context.invocation_request
    for source in filter(None, (s.strip() for s in (authorizer.get("identitySource") or "").split(","))):
        if source.startswith(HEADER_SOURCE) and not request["headers"].get(source.removeprefix(HEADER_SOURCE)):
            raise UnauthorizedError("Unauthorized")
    arn = _method_arn(context)
    answer = _call(authorizer["authorizerUri"], context.region, _event(context, arn))
    if not _allows(answer.get("policyDocument") or {}, arn):
        raise AccessDeniedError("User is not authorized to access this resource")
    context.context_variables["authorizer"] = {"principalId": answer.get("principalId"), **(answer.get("context") or {})}


def _method_arn(context) -> str:
    request = context.invocation_request
    return f"arn:aws:execute-api:{context.region}:{context.account_id}:{context.api_id}/{context.stage}/{request['http_method']}{request['path']}"


def _event(context, arn: str) -> dict:
    request = context.invocation_request
    headers = request["headers"]
    return {
        "type": "REQUEST",
        "methodArn": arn,
        "resource": context.resource["path"],
        "path": request["path"],
        "httpMethod": request["http_method"],
        "headers": dict(headers),
        "multiValueHeaders": {name: headers.getlist(name) for name in headers.keys()},
        "queryStringParameters": request["query_string_parameters"],
        "multiValueQueryStringParameters": request["multi_value_query_string_parameters"],
        "pathParameters": request["path_parameters"],
        "stageVariables": context.stage_variables or {},
        "requestContext": {key: value for key, value in context.context_variables.items() if key != "authorizer"},
    }


def _call(uri: str, region: str, event: dict) -> dict:
    # arn:aws:apigateway:REGION:lambda:path/2015-03-31/functions/FUNCTION-ARN/invocations
    function = uri.split("/functions/", 1)[1].removesuffix("/invocations")
    answer = connect_to(region_name=region).lambda_.invoke(FunctionName=function, Payload=json.dumps(event, default=str).encode())
    body = answer["Payload"].read()
    if answer.get("FunctionError"):
        LOG.warning("the authorizer %s failed: %s", function, body.decode(errors="replace"))
        raise AuthorizerFailureError("Internal server error")
    return json.loads(body)


def _allows(policy: dict, arn: str) -> bool:
    """Whether a statement lets the call in and none refuses it."""
    effects = set()
    for statement in policy.get("Statement") or []:
        resources = statement.get("Resource") or []
        resources = [resources] if isinstance(resources, str) else resources
        if any(fnmatch.fnmatchcase(arn, resource) for resource in resources):
            effects.add(statement.get("Effect"))
    return "Allow" in effects and "Deny" not in effects
