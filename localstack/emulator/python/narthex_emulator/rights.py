"""What a function may do: LocalStack core accepts IAM policies and lets everybody do everything; this holds functions to their roles.

Known are the calls that Narthex makes. The function's own inline policies decide; each call needs an Allow whose action is named and whose
resource matches. Of the bucket's policy one sentence is held: level-0 blocks are only written with If-None-Match. Conditions, the
permissions of people and the rights of Lambda itself are not looked at.
"""

import fnmatch
import json
import logging
import re
import time
from urllib.parse import unquote

from localstack.aws.api import CommonServiceException
from localstack.aws.connect import connect_to

LOG = logging.getLogger(__name__)
ACCOUNT = "000000000000"
REMEMBERED = 5  # seconds that a role's policies are remembered: terraform may change them
CREDENTIAL = re.compile(r"Credential=([^/]+)/")
WRITES = ("PutObject", "CreateMultipartUpload", "UploadPart", "CompleteMultipartUpload")
LEVEL_ZERO = "b0/"

_roles: dict[str, str] = {}  # role names by access key
_policies: dict[str, tuple[float, list[dict]]] = {}


def register(access_key: str, role_arn: str) -> None:
    """From now on, calls under this key are those of a function with this role."""
    _roles[access_key] = role_arn.rsplit("/", 1)[1]


def hold_to_role(_chain, context, _response) -> None:
    credential = CREDENTIAL.search(context.request.headers.get("Authorization", ""))
    role = credential and _roles.get(credential.group(1))
    if not role:
        return
    service, operation, request = context.service.service_name, context.operation.name, context.service_request or {}
    for action, resource in _needs(service, operation, request, context.region):
        if not _allowed(role, action, resource):
            _refuse(f"{role} may not {action} on {resource}")
    if service == "s3" and operation in ("PutObject", "CompleteMultipartUpload") and request["Key"].startswith(LEVEL_ZERO) and not request.get("IfNoneMatch"):
        _refuse(f"{role} writes {request['Key']} without If-None-Match, which the bucket's policy wants")


def _refuse(reason: str) -> None:
    LOG.error("refused: %s", reason)
    raise CommonServiceException("AccessDeniedException", reason, status_code=403, sender_fault=True)


def _needs(service: str, operation: str, request: dict, region: str) -> list[tuple[str, str]]:
    """The rights that a call needs, as actions on resources."""
    match service:
        case "s3":
            bucket = "arn:aws:s3:::" + request["Bucket"]
            if operation in WRITES:
                return [("s3:PutObject", f"{bucket}/{request['Key']}")]
            if operation.startswith("ListObjects"):
                return [("s3:ListBucket", bucket)]
            if operation == "GetObject" and request.get("VersionId"):
                return [("s3:GetObjectVersion", f"{bucket}/{request['Key']}")]
            return [("s3:GetObject" if operation == "HeadObject" else "s3:" + operation, f"{bucket}/{request.get('Key', '')}")]
        case "dynamodb":
            table = f"arn:aws:dynamodb:{region}:{ACCOUNT}:table/"
            if operation == "TransactWriteItems":
                return [(f"dynamodb:{'ConditionCheckItem' if kind == 'ConditionCheck' else kind + 'Item'}", table + change["TableName"])
                        for item in request["TransactItems"] for kind, change in item.items()]
            tables = list(request["RequestItems"]) if "RequestItems" in request else [request["TableName"]]
            return [("dynamodb:" + operation, table + name) for name in tables]
        case "sqs":
            queue = f"arn:aws:sqs:{region}:{ACCOUNT}:" + unquote(request["QueueUrl"].rsplit("/", 1)[1])
            return [("sqs:" + operation.removesuffix("Batch"), queue)]
        case "secretsmanager":
            return [("secretsmanager:" + operation, request["SecretId"])]
        case "sns":
            return [("sns:" + operation, request.get("TopicArn", ""))]
        case "sts":
            return [("sts:" + operation, request.get("RoleArn", ""))]
    return [(f"{service}:{operation}", "*")]


def _allowed(role: str, action: str, resource: str) -> bool:
    return any(action in _list(statement, "Action") and any(fnmatch.fnmatchcase(resource, pattern) for pattern in _list(statement, "Resource"))
               for statement in _statements(role) if statement["Effect"] == "Allow")


def _list(statement: dict, key: str) -> list[str]:
    value = statement.get(key) or []
    return [value] if isinstance(value, str) else value


def _statements(role: str) -> list[dict]:
    known = _policies.get(role)
    if known and time.monotonic() - known[0] < REMEMBERED:
        return known[1]
    iam = connect_to().iam
    statements = []
    for name in iam.list_role_policies(RoleName=role)["PolicyNames"]:
        document = iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]
        statements += (json.loads(unquote(document)) if isinstance(document, str) else document)["Statement"]
    _policies[role] = (time.monotonic(), statements)
    return statements
