"""Takes Meta's place for sends: answers each at once, with an id of its own, and keeps what came when.

    sink.py PORT

`GET /` tells what came since it was asked the last time: for each send its time, our id and the id it was answered with.
"""

from __future__ import annotations

import asyncio
import gc
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
count = 0
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
    global came, count
    if request.startswith(b"GET "):
        told, came = came, []
        body = json.dumps(told).encode()
    else:
        count += 1
        wamid = f"wamid.{run}{count:012}"
        # A starting server posts other things as well.
        if own := OWN.search(request):
            came.append((time.time(), own[1].decode(), wamid))
        body = BEFORE + wamid.encode() + AFTER
    return b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)


async def main() -> None:
    server = await asyncio.get_running_loop().create_server(Sink, "127.0.0.1", int(sys.argv[1]))
    # What it keeps is never garbage, and looking through it would be a pause.
    gc.disable()
    await server.serve_forever()


asyncio.run(main())
