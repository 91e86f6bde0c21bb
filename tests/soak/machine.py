"""What a machine does to a server: restarts on an inherited socket, builds that are killed, bits that turn over,
a clock that moves.
"""

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
    done = subprocess.run([binary, "build"], cwd=folder, capture_output=True, text=True, timeout=60)
    check(done.returncode == 0, f"build: {done.stderr}")
    return "만들었습니다" in done.stdout


def killed_builds(binary, folder, count):
    database = Path(folder) / "gyeongsan.sqlite"
    for _ in range(count):
        database.unlink(missing_ok=True)
        process = subprocess.Popen([binary, "build"], cwd=folder, stdout=subprocess.DEVNULL)
        time.sleep(random.random() * 0.25)
        process.kill()
        process.wait()
        build(binary, folder)
        left = [path.name for path in Path(folder).glob("*.tmp-*")]
        check(not left, f"left behind: {left}")
    say(f"   {count} builds killed, each begun anew")


def turned_bits(binary, folder, count):
    database = Path(folder) / "gyeongsan.sqlite"
    build(binary, folder)
    good = database.read_bytes()
    for _ in range(count):
        bad, at = bytearray(good), random.randrange(len(good))
        bad[at] ^= 1 << random.randrange(8)
        database.write_bytes(bad)
        check(build(binary, folder), f"a bit of byte {at} goes unnoticed")
    say(f"   {count} bits turned over, each found")


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
