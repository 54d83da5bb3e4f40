"""LocalStack's view of an environment. Memory bounds the heap, time bounds each event; nothing else of Lambda's sandbox is here."""

import os
import time
from pathlib import Path

from localstack import config
from localstack.services.lambda_.invocation.executor_endpoint import StatusErrorException
from localstack.services.lambda_.invocation.lambda_models import FunctionVersion, InvocationResult
from localstack.services.lambda_.invocation.runtime_executor import RuntimeExecutor
from narthex_emulator.environment import Environment, InitError, deadline
from narthex_emulator.rights import register
from narthex_emulator.runtime_api import Event

PATIENCE_TO_START = 90


class ProcessExecutor(RuntimeExecutor):
    def __init__(self, id: str, function_version: FunctionVersion) -> None:
        super().__init__(id, function_version)
        self._variables: dict[str, str] = {}
        self._environment: Environment | None = None

    def start(self, env_vars: dict[str, str]) -> None:
        self._variables = {name: str(value) for name, value in env_vars.items() if not name.startswith("LOCALSTACK_")}
        register(self._variables["AWS_ACCESS_KEY_ID"], self.function_version.config.role)
        try:
            self._environment = self._new_environment()
        except InitError as e:
            raise StatusErrorException(str(e), payload=e.payload) from e

    def stop(self) -> None:
        if self._environment is not None:
            self._environment.close()

    def invoke(self, payload: dict[str, str]) -> InvocationResult:
        request_id = payload["invoke-id"]
        timeout = self.function_version.config.timeout
        if self._environment is None or not self._environment.alive:
            self._environment = self._new_environment()
        event = Event(request_id, payload["payload"].encode(), payload["invoked-function-arn"], deadline(timeout), payload["trace-id"])
        began = time.monotonic()
        self._environment.run(event, timeout)
        took = (time.monotonic() - began) * 1000
        version = self.function_version.id.qualifier
        logs = (f"START RequestId: {request_id} Version: {version}\n{self._environment.new_log().rstrip()}\nEND RequestId: {request_id}\n"
                f"REPORT RequestId: {request_id}\tDuration: {took:.2f} ms\tMemory Size: {self.function_version.config.memory_size} MB")
        return InvocationResult(request_id, event.answer, is_error=event.failed, logs=logs)

    def get_logs(self) -> str:
        log = self._log()
        return log.read_text(errors="replace") if log.exists() else ""

    def get_address(self) -> str:
        return "127.0.0.1"

    def get_endpoint_from_executor(self) -> str:
        return "127.0.0.1"

    def get_runtime_endpoint(self) -> str:
        return f"http://127.0.0.1:{config.GATEWAY_LISTEN[0].port}/"

    @classmethod
    def prepare_version(cls, function_version: FunctionVersion) -> None:
        runtime = function_version.config.runtime or "container image"
        if not runtime.startswith("java"):
            raise ValueError(f"{function_version.id.function_name} is a {runtime} function: this executor runs Java alone")
        function_version.config.code.prepare_for_execution()

    @classmethod
    def cleanup_version(cls, function_version: FunctionVersion) -> None:
        """The unpacked code goes with the emulator's folder."""

    def _new_environment(self) -> Environment:
        settings = self.function_version.config
        return Environment(settings.code.get_unzipped_code_location(), settings.handler, settings.memory_size, self._variables, self._log(),
                           PATIENCE_TO_START)

    def _log(self) -> Path:
        folder = Path(os.environ["NARTHEX_EMULATOR_LOGS"])
        folder.mkdir(parents=True, exist_ok=True)
        return folder / f"{self.function_version.id.function_name}-{self.id[:8]}.log"
