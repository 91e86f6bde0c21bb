"""A server under test, what asks it, and what a reader expects of every answer."""

import asyncio
import json
import os
import random
import re
import signal
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
HOST = "127.0.0.1"
READERS = 8
MIB = 1024 * 1024


class Wrong(Exception):
    """Something that a reader would have noticed."""


def check(so, what):
    if not so:
        raise Wrong(what)


def say(text):
    print(text, flush=True)


class Server:
    """One server process, with its log in the folder it runs in."""

    def __init__(self, binary, folder, *options, socket_=None, env=None):
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("GYEONGSAN_", "LISTEN_"))}
        environment |= {"GYEONGSAN_PUBLIC_URL": "http://site.test"} | (env or {})
        self.log = Path(folder) / "log"
        command = [str(binary), "serve", *options]
        if socket_:
            # As systemd passes it: the third descriptor, for the process itself.
            script = 'exec 3<&0 0</dev/null; export LISTEN_FDS=1 LISTEN_PID=$$; exec "$0" "$@"'
            command = ["sh", "-c", script, *command]
        else:
            environment["GYEONGSAN_LISTEN"] = f"{HOST}:0"
        with open(self.log, "a") as log:
            self.process = subprocess.Popen(
                command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=log,
                stdin=socket_ or subprocess.DEVNULL, text=True)
        line = self.process.stdout.readline()
        found = re.search(r"http://[\d.]+:(\d+)/", line)
        check(found, f"it does not start: {line}{self.log.read_text()[-2000:]}")
        self.port = int(found[1])

    def signal(self, number):
        self.process.send_signal(number)

    def resident(self):
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) * 1024

    def stop(self):
        if self.process.poll() is None:
            self.signal(signal.SIGTERM)
        code = self.process.wait(timeout=20)
        check(code == 0, f"it ends with code {code}")


class Connection:
    """A connection kept as long as the server keeps it."""

    def __init__(self, port):
        self.port, self.streams = port, None

    async def get(self, target):
        """Status, fields and body of a GET."""
        if not self.streams:
            self.streams = await asyncio.open_connection(HOST, self.port, limit=MIB)
        reader, writer = self.streams
        writer.write(f"GET {target} HTTP/1.1\r\nHost: site.test\r\nAccept-Encoding: br\r\n\r\n".encode())
        await writer.drain()
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        status = int(head.split(" ", 2)[1])
        fields = dict(line.lower().split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line)
        if "content-length" in fields:
            body = await reader.readexactly(int(fields["content-length"]))
        else:
            body = b""
            while size := int(await reader.readline(), 16):
                body += await reader.readexactly(size)
                await reader.readline()
            await reader.readline()
        if fields.get("connection") == "close":
            self.close()
        return status, fields, body

    def close(self):
        if self.streams:
            self.streams[1].close()
        self.streams = None


async def once(port, target):
    connection = Connection(port)
    try:
        return await connection.get(target)
    finally:
        connection.close()


async def targets(port):
    """Every page of the site, and searches."""
    _, _, body = await plain(port, "/sitemap.xml")
    pages = re.findall(r"<loc>http://site.test(/[^<]*)</loc>", body.decode())
    words = ["%ED%83%84%EC%86%8C", "%E3%85%8A%E3%85%85", "AMRC", "%ED%98%91%EC%95%BD%20%EC%82%B0%EC%97%85", "zxqj"]
    return pages + [f"/search?q={word}" for word in words] + ["/facts.json", "/facts.csv", "/timeline.atom"]


async def plain(port, target):
    reader, writer = await asyncio.open_connection(HOST, port)
    writer.write(f"GET {target} HTTP/1.1\r\nHost: site.test\r\nConnection: close\r\n\r\n".encode())
    answer = await reader.read()
    writer.close()
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split(b" ")[1]), head, body


async def metric(port, sample):
    """The value of a sample in the metrics."""
    _, _, body = await plain(port, "/metrics")
    found = re.search(rf"^{re.escape(sample)} (\S+)$", body.decode(), re.MULTILINE)
    check(found, f"no {sample} in the metrics")
    return float(found[1])


async def read_on(port, pages, until, times):
    """A well-formed reader: any answer but 200 is wrong."""
    connection = Connection(port)
    while time.monotonic() < until:
        target, begun = random.choice(pages), time.monotonic()
        status, _, body = await connection.get(target)
        times.append(time.monotonic() - begun)
        check(status == 200 and body, f"{target}: {status}")
    connection.close()


async def reload_once(server, seeds):
    """Other seeds, and the end of the reload."""
    before = json.loads((await once(server.port, "/health/ready"))[2])["reloads"]
    with open(seeds / "terms.toml", "a") as terms:
        terms.write(f"# {before}\n")
    server.signal(signal.SIGHUP)
    for _ in range(300):
        await asyncio.sleep(0.02)
        if json.loads((await once(server.port, "/health/ready"))[2])["reloads"] > before:
            return
    raise Wrong("a reload does not end")
