"""Makes an API token: its salted hash goes to the secret that is named, the token itself to standard output.

usage: python -m narthex_emulator.token SECRET     (the endpoint comes from AWS_ENDPOINT_URL)
"""

import hashlib
import json
import secrets
import sys

import boto3


def main() -> None:
    token, salt = secrets.token_hex(32), secrets.token_hex(16)
    entry = {"salt": salt, "sha256": hashlib.sha256((salt + token).encode()).hexdigest(), "tenant": "default"}
    boto3.client("secretsmanager").put_secret_value(SecretId=sys.argv[1], SecretString=json.dumps({"tokens": [entry]}))
    print(token)


if __name__ == "__main__":
    main()
