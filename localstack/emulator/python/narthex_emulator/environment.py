"""One execution environment: a JVM that runs a function's unpacked zip under the real runtime-interface-client."""

import os
import subprocess
import threading
import time
from pathlib import Path

from narthex_emulator.runtime_api import Event, RuntimeApi

CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda"
# What of this process' own environment a function may see: Lambda starts from nothing.
INHERITED = ("LANG", "LC_ALL")


class InitError(Exception):
    """The function did not become ready; the payload is its own report, as the runtime sent it."""

    def __init__(self, message: str, payload: bytes) -> None:
        super().__init__(message)
        self.payload = payload


class Environment:
    """Started at once; ready when the constructor returns. Events run one at a time, as LocalStack guarantees."""

    def __init__(self, code: Path, handler: str, memory: int, variables: dict[str, str], log: Path, patience: float) -> None:
        self._api = RuntimeApi()
        self._log = log
        self._read = log.stat().st_size if log.exists() else 0
        self._scratch = log.with_suffix(".tmp")
        self._scratch.mkdir(exist_ok=True)
        java = os.environ["NARTHEX_EMULATOR_JAVA"]
        client = os.environ["NARTHEX_EMULATOR_RUNTIME"]
        command = [java, f"-Xmx{memory * 4 // 5}m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto",
                   "--enable-native-access=ALL-UNNAMED", f"-Djava.io.tmpdir={self._scratch}", "-cp", f"{client}/*", CLIENT, handler]
        environment = {name: os.environ[name] for name in INHERITED if name in os.environ}
        environment |= variables
        # LocalStack supposes a container; here the zip lies in a folder and the API at an address of its own.
        environment |= {"AWS_LAMBDA_RUNTIME_API": self._api.address, "LAMBDA_TASK_ROOT": str(code), "LAMBDA_RUNTIME_DIR": client,
                        "AWS_EXECUTION_ENV": "AWS_Lambda_java25", "_HANDLER": handler}
        with log.open("ab") as output:
            self._process = subprocess.Popen(command, cwd=code, env=environment, stdin=subprocess.DEVNULL, stdout=output,
                                             stderr=subprocess.STDOUT)
        threading.Thread(target=self._watch, name="environment-end", daemon=True).start()
        self._event: Event | None = None
        ready = self._api.idle.wait(patience)
        if not ready or self._api.init_error is not None or not self.alive:
            self.close()
            report = self._api.init_error or b'{"errorType":"Runtime.ExitError","errorMessage":"the process ended or did not get ready"}'
            raise InitError(f"{handler} did not initialise: {report.decode(errors='replace')}", report)

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def run(self, event: Event, timeout: float) -> None:
        """Runs one event until it is settled. An environment that ran out of time is ended, as Lambda does."""
        self._event = event
        self._api.submit(event)
        if not event.answered.wait(timeout):
            event.settle(b'{"errorType":"Sandbox.Timedout","errorMessage":"RequestId: %s Error: Task timed out after %.2f seconds"}'
                         % (event.request_id.encode(), timeout), failed=True)
            self.close()
        # The runtime asks for more when it has written all that the event had to say.
        self._api.idle.wait(1)

    def new_log(self) -> str:
        """What was written since the last call."""
        with self._log.open("rb") as log:
            log.seek(self._read)
            text = log.read()
        self._read += len(text)
        return text.decode(errors="replace")

    def close(self) -> None:
        self._api.close()
        self._process.terminate()
        try:
            self._process.wait(2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(5)

    def _watch(self) -> None:
        status = self._process.wait()
        event = self._event
        if event is not None:
            event.settle(b'{"errorType":"Runtime.ExitError","errorMessage":"RequestId: %s Error: Runtime exited with status %d"}'
                         % (event.request_id.encode(), status), failed=True)
        self._api.idle.set()


def deadline(timeout: float) -> int:
    return int((time.time() + timeout) * 1000)
