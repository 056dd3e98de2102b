"""Takes Meta's place for sends: answers each at once, with an id of its own, and keeps what came when.

    sink.py PORT

`GET /` tells what came since it was asked the last time: for each send its time, our id and the id it was answered with.
"""

from __future__ import annotations

import asyncio
import gc
import itertools
import json
import re
import sys
import time
import uuid

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)\r\n", re.IGNORECASE)
OWN = re.compile(rb'"biz_opaque_callback_data":"(\d+)"')
BEFORE = b'{"messaging_product":"whatsapp","contacts":[{"input":"+8613800138000","wa_id":"8613800138000"}],"messages":[{"id":"'
AFTER = b'"}]}'

run = uuid.uuid4().hex
count = itertools.count(1)
came: list[tuple[float, str, str]] = []


class Sink(asyncio.Protocol):
    def connection_made(self, transport: asyncio.Transport) -> None:
        self.transport = transport
        self.waiting = b""

    def data_received(self, data: bytes) -> None:
        self.waiting += data
        while (end := self.waiting.find(b"\r\n\r\n")) >= 0:
            found = LENGTH.search(self.waiting, 0, end + 2)
            size = end + 4 + (int(found[1]) if found else 0)
            if len(self.waiting) < size:
                return
            request, self.waiting = self.waiting[:size], self.waiting[size:]
            self.transport.write(answer(request))


def answer(request: bytes) -> bytes:
    global came
    if request.startswith(b"GET / "):
        told, came = came, []
        return answered("200 OK", json.dumps(told).encode())
    own = OWN.search(request)
    if own is None:
        # A server that starts asks and tells other things as well.
        return answered("501 Not Implemented", b"{}")
    wamid = f"wamid.{run}{next(count):012}"
    came.append((time.time(), own[1].decode(), wamid))
    return answered("200 OK", BEFORE + wamid.encode() + AFTER)


def answered(status: str, body: bytes) -> bytes:
    return b"HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (status.encode(), len(body), body)


async def main() -> None:
    server = await asyncio.get_running_loop().create_server(Sink, "127.0.0.1", int(sys.argv[1]))
    # What it keeps is never garbage, and looking through it would be a pause.
    gc.disable()
    await server.serve_forever()


asyncio.run(main())
