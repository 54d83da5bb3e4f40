"""Head and body of an answer leave in one write; Hypercorn writes them apart.

Go's AWS SDK closes the body of its request as soon as it has the head of an answer. If the answer is fast and the processor busy, Go's
transport has not yet seen the end of that body then, takes the request for broken, and closes the connection: the call is made a second
time, and terraform stops at an "already exists". A small answer that came as a whole is read to its end even so.
"""

import h11
from hypercorn.events import RawData
from hypercorn.protocol.h11 import H11Protocol


def keep_together() -> None:
    encode_and_send = H11Protocol._send_h11_event

    async def held_or_sent(self, event) -> None:
        pending = self.__dict__.pop("narthex_pending", b"")
        send = self.send

        async def hold(data: RawData) -> None:
            nonlocal pending
            pending += data.data

        self.send = hold
        try:
            await encode_and_send(self, event)
        finally:
            self.send = send
        if isinstance(event, h11.Response):
            self.narthex_pending = pending
        else:
            await send(RawData(data=pending))

    H11Protocol._send_h11_event = held_or_sent
