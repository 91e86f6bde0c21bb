"""What the public does to a server: many readers, slow and silent ones, nonsense, and crowds that wait their turn;
meanwhile editions change.
"""

import asyncio
import contextlib
import json
import random
import signal
import socket
import time

from serving import HOST, MIB, READERS, Connection, Server, check, metric, once, read_on, reload_once, say, targets

SILENT, STALLED, RELOADS = 150, 8, 50


async def be_silent(port, until, first):
    """Opens connections that come to nothing."""
    await asyncio.sleep(random.random() * 5)
    while time.monotonic() < until:
        with contextlib.suppress(OSError):
            reader, writer = await asyncio.open_connection(HOST, port)
            writer.write(first)
            await asyncio.wait_for(reader.read(1), timeout=max(1, min(40, until - time.monotonic())))
        with contextlib.suppress(Exception):
            writer.close()
        await asyncio.sleep(random.random())


async def read_nothing(port, until):
    """Asks for much and takes none of it."""
    while time.monotonic() < until:
        client = socket.socket()
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.connect((HOST, port))
        client.sendall(b"GET /data/gyeongsan.sqlite HTTP/1.1\r\nHost: site.test\r\n\r\n" * 8)
        await asyncio.sleep(min(40, max(1, until - time.monotonic())))
        client.close()


async def talk_nonsense(port, until):
    while time.monotonic() < until:
        size = random.choice([1, 40, 4000, 40000])
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            reader, writer = await asyncio.open_connection(HOST, port)
            writer.write(random.randbytes(size) + b"\r\n\r\n")
            answer = await asyncio.wait_for(reader.read(), timeout=15)
            writer.close()
            check(not answer or answer.startswith(b"HTTP/1.1 4"), f"nonsense: {answer[:60]}")
        await asyncio.sleep(0.05)


async def change_editions(server, seeds, until, counts):
    """Good seeds and bad ones, again and again."""
    terms = seeds / "terms.toml"
    good = terms.read_text()
    while time.monotonic() < until:
        turn = counts["reloads"] + counts["refused"] + 1
        bad = turn % 4 == 0
        terms.write_bytes(random.randbytes(500) if bad else f"{good}\n# {turn}\n".encode())
        server.signal(signal.SIGHUP)
        for _ in range(200):
            await asyncio.sleep(0.1)
            ready = json.loads((await once(server.port, "/health/ready"))[2])
            if ready["reloads"] + ready["reload_failures"] >= turn:
                break
        check((ready["last_reload_error"] is not None) == bad, f"reload {turn}: {ready}")
        counts["refused" if bad else "reloads"] += 1
        await asyncio.sleep(random.random() * 2)
    terms.write_text(good)


async def watch(server, until, sizes):
    while time.monotonic() < until:
        sizes.append(server.resident() // MIB)
        await asyncio.sleep(0.5)


async def mixed(binary, folder, seeds, minutes):
    server = Server(binary, folder, "--seeds", str(seeds))
    try:
        pages = await targets(server.port)
        times, sizes, counts = [], [], {"reloads": 0, "refused": 0}
        warm = time.monotonic() + 15
        await asyncio.gather(*(read_on(server.port, pages, warm, []) for _ in range(READERS)))
        for _ in range(12):
            await reload_once(server, seeds)
        counts["reloads"] = 12
        until = time.monotonic() + minutes * 60
        port = server.port
        await asyncio.gather(
            *(read_on(port, pages, until, times) for _ in range(READERS)),
            *(be_silent(port, until, b"") for _ in range(SILENT)),
            *(be_silent(port, until, b"GET / HTTP/1.1\r\nHo") for _ in range(SILENT)),
            *(read_nothing(port, until) for _ in range(STALLED)),
            *(talk_nonsense(port, until) for _ in range(4)),
            change_editions(server, seeds, until, counts),
            watch(server, until, sizes),
        )
        times.sort()
        # The pages that are cached between two reloads make it swing; it must not swing higher and higher.
        third = len(sizes) // 3
        begin, middle, end = max(sizes[:third]), max(sizes[third : 2 * third]), max(sizes[2 * third :])
        say(f"   {len(times)} answers, all 200; p50 {times[len(times) // 2] * 1000:.1f} ms, "
            f"p99 {times[len(times) * 99 // 100] * 1000:.1f} ms")
        say(f"   {counts['reloads']} reloads, {counts['refused']} refused; memory at most {begin}, {middle}, "
            f"{end} MiB in the thirds of the time")
        check(end - middle < 16, "memory grows")
        check(await metric(port, 'http_connections_closed_early_total{reason="timeout"}') > 0, "nobody was closed")
    finally:
        server.stop()


async def many_reloads(binary, folder, seeds):
    server = Server(binary, folder, "--seeds", str(seeds))
    try:
        sizes = []
        for _ in range(RELOADS):
            await reload_once(server, seeds)
            sizes.append(server.resident())
        begin, end = sizes[RELOADS // 5], sizes[-1]
        say(f"   memory {begin // MIB} MiB after {RELOADS // 5} reloads, {end // MIB} after {RELOADS}")
        check(end - begin < 16 * MIB, "memory does not return")
    finally:
        server.stop()


async def crowd(binary, folder):
    server = Server(binary, folder, "--max-requests", "2", "--max-connections", "400", "--page-cache-mb", "0")
    answers, slowest = 0, 0.0

    async def ask(until):
        nonlocal answers, slowest
        connection = Connection(server.port)
        while time.monotonic() < until:
            begun = time.monotonic()
            status, _, _ = await connection.get("/facts")
            check(status == 200, f"{status} above what is answered at once")
            answers += 1
            slowest = max(slowest, time.monotonic() - begun)
        connection.close()

    try:
        until = time.monotonic() + 15
        await asyncio.gather(*(ask(until) for _ in range(200)))
        say(f"   {answers} served, two at a time, the slowest in {slowest:.2f} s")
        check((await once(server.port, "/facts"))[0] == 200, "it does not recover")
    finally:
        server.stop()
