"""What a machine does: restarts on an inherited socket, builds that are killed, bits that turn over, a clock that moves."""

import asyncio
import glob
import random
import socket
import subprocess
import time
from pathlib import Path

from serving import HOST, Connection, Server, check, once, plain, say


async def restarts(binary, folder, count):
    listener = socket.socket()
    listener.bind((HOST, 0))
    listener.listen(1024)
    port, answered, running = listener.getsockname()[1], 0, True

    async def ask():
        nonlocal answered
        while running:
            connection = Connection(port)
            while running:
                status, fields, _ = await connection.get("/robots.txt")
                check(status == 200, f"{status} while it restarts")
                answered += 1
                if fields.get("connection") == "close":
                    break
            connection.close()

    asking = [asyncio.create_task(ask()) for _ in range(8)]
    server = Server(binary, folder, socket_=listener)
    try:
        for _ in range(count):
            await asyncio.sleep(0.5)
            await asyncio.to_thread(server.stop)
            server = await asyncio.to_thread(Server, binary, folder, socket_=listener)
        await asyncio.sleep(0.5)
        running = False
        await asyncio.wait_for(asyncio.gather(*asking), timeout=20)
    finally:
        server.stop()
        listener.close()
    say(f"   {count} restarts, {answered} requests, none lost")


def build(binary, folder):
    command = [binary, "build", "--out", "site.sqlite"]
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def killed_builds(binary, folder, count):
    """A build that is killed leaves the database of before or a whole new one."""
    database, whole = Path(folder) / "site.sqlite", 0
    for _ in range(count):
        process = build(binary, folder)
        time.sleep(random.random() * 0.1)
        process.kill()
        process.wait()
        if database.exists():
            Server(binary, folder, "--database", "site.sqlite").stop()
            database.unlink()
            whole += 1
    say(f"   {count} builds killed; {whole} had written a database by then, each of them whole")


def turned_bits(binary, folder, count):
    """A server refuses a database with one bit turned, by its name."""
    check(build(binary, folder).wait() == 0, "no database")
    database = Path(folder) / "site.sqlite"
    good = database.read_bytes()
    for _ in range(count):
        bad, at = bytearray(good), random.randrange(len(good))
        bad[at] ^= 1 << random.randrange(8)
        database.write_bytes(bad)
        command = [binary, "serve", "--listen", f"{HOST}:0", "--database", "site.sqlite"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=20)
        check(done.returncode == 1 and "site.sqlite" in done.stderr, f"a bit of byte {at}: {done.stderr}")
    say(f"   {count} bits turned over, each refused")


async def moved_clock(binary, folder):
    library = next(iter(glob.glob("/usr/lib/*/faketime/libfaketimeMT.so.1")), None)
    if not library:
        say("   not tried: there is no libfaketime here (Debian: faketime)")
        return
    clock, fact = Path(folder) / "clock", "/facts/GS-0042-3"
    clock.write_text("@2018-02-01 12:00:00\n")
    environment = {"LD_PRELOAD": library, "FAKETIME_TIMESTAMP_FILE": str(clock), "FAKETIME_NO_CACHE": "1",
                   "FAKETIME_DONT_FAKE_MONOTONIC": "1", "DONT_FAKE_MONOTONIC": "1"}
    server = Server(binary, folder, env=environment)
    overdue = "확인된 기록이 없습니다".encode()
    try:
        for day, passed in [("2018-02-01", False), ("2030-01-01", True), ("2018-06-30", False), ("2018-07-02", True)]:
            clock.write_text(f"@{day} 12:00:00\n")
            await asyncio.sleep(0.2)
            status, _, body = await plain(server.port, fact)
            check(status == 200 and (overdue in body) == passed, f"on {day}: {status}")
        check((await once(server.port, "/health/ready"))[0] == 200, "it is not ready")
    finally:
        server.stop()
    say("   twelve years on and back: plans pass and come again, nothing times out")
