"""Lambda's Runtime API (2018-06-01) for one environment, on a loopback port of its own.

The runtime asks for the next event and is kept waiting until there is one. That it asks also says that it is ready: initialised, or
done with the event before, its last log lines included.
"""

import queue
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ROOT = "/2018-06-01/runtime/"


@dataclass
class Event:
    """One event on its way; the outcome is set once, by whoever comes first: the answer, the deadline, or the end of the process."""

    request_id: str
    payload: bytes
    function_arn: str
    deadline_ms: int
    trace_id: str
    failed: bool = False
    answer: bytes | None = None
    answered: threading.Event = field(default_factory=threading.Event)
    _first: threading.Lock = field(default_factory=threading.Lock)

    def settle(self, answer: bytes, failed: bool) -> None:
        if self._first.acquire(blocking=False):
            self.answer, self.failed = answer, failed
            self.answered.set()


class RuntimeApi:
    def __init__(self) -> None:
        self.idle = threading.Event()
        self.init_error: bytes | None = None
        self._events: queue.Queue[Event | None] = queue.Queue()
        self._running: Event | None = None
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_for(self))
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, name="runtime-api", daemon=True).start()

    @property
    def address(self) -> str:
        return "127.0.0.1:%d" % self._server.server_address[1]

    def submit(self, event: Event) -> None:
        self.idle.clear()
        self._running = event
        self._events.put(event)

    def next(self) -> Event | None:
        self.idle.set()
        return self._events.get()

    def answer(self, request_id: str, body: bytes, failed: bool) -> bool:
        event = self._running
        if event is None or event.request_id != request_id:
            return False
        event.settle(body, failed)
        return True

    def close(self) -> None:
        self._events.put(None)
        threading.Thread(target=self._shut, name="runtime-api-end", daemon=True).start()

    def _shut(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def _handler_for(api: RuntimeApi):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            if self.path != ROOT + "invocation/next":
                self._reply(404)
                return
            event = api.next()
            if event is None:
                self.close_connection = True
                return
            self._reply(200, event.payload, {
                "Content-Type": "application/json",
                "Lambda-Runtime-Aws-Request-Id": event.request_id,
                "Lambda-Runtime-Deadline-Ms": str(event.deadline_ms),
                "Lambda-Runtime-Invoked-Function-Arn": event.function_arn,
                "Lambda-Runtime-Trace-Id": event.trace_id,
            })

        def do_POST(self) -> None:
            body = self._body()
            parts = self.path.removeprefix(ROOT).split("/")
            if parts == ["init", "error"]:
                api.init_error = body
                api.idle.set()
                self._reply(202)
            elif len(parts) == 3 and parts[0] == "invocation" and parts[2] in ("response", "error"):
                self._reply(202 if api.answer(parts[1], body, parts[2] == "error") else 400)
            else:
                self._reply(404)

        def _body(self) -> bytes:
            if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
                return self.rfile.read(int(self.headers.get("Content-Length") or 0))
            chunks = []
            while size := int(self.rfile.readline().split(b";")[0], 16):
                chunks.append(self.rfile.read(size))
                self.rfile.readline()
            while self.rfile.readline() not in (b"\r\n", b"\n", b""):
                pass
            return b"".join(chunks)

        def _reply(self, status: int, body: bytes = b"", headers: dict[str, str] | None = None) -> None:
            self.send_response(status)
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args) -> None:
            """Requests of a runtime are no news."""

    return Handler
