"""What a limit of memory does to readers: nothing within the one of the unit; beyond a tight one, answers that are
right or broken off, never wrong.
"""

import asyncio
import contextlib
import os
import random
import re
import socket
import time
from pathlib import Path

from serving import HOST, MIB, READERS, ROOT, Server, Wrong, check, once, read_on, reload_once, say, targets

# Enough to start in, too little for what is asked.
STARVING = 24 * MIB


class NoGroup(Exception):
    """This machine lets us set no limit of memory."""


class MemoryGroup:
    """A control group with a limit of memory and no swap, of version 1 or 2; ended with its `with`."""

    def __init__(self, limit):
        own = dict(line.split(":", 2)[1:] for line in Path("/proc/self/cgroup").read_text().splitlines())
        if "memory" in own:
            parent = Path("/sys/fs/cgroup/memory" + own["memory"])
            limits = {"memory.limit_in_bytes": limit, "memory.memsw.limit_in_bytes": limit}
            self.events, self.most = "memory.oom_control", "memory.max_usage_in_bytes"
        else:
            # A group of version 2 has processes or groups, not both; ours has us, so this one stands beside it.
            parent = Path("/sys/fs/cgroup" + own.get("", "/")).parent
            limits = {"memory.max": limit, "memory.swap.max": 0}
            self.events, self.most = "memory.events", "memory.peak"
        self.folder = parent / f"gyeongsan-soak-{os.getpid()}"
        try:
            self.folder.mkdir()
            try:
                for name, value in limits.items():
                    # A kernel that knows no swap has no file for it.
                    if (self.folder / name).exists() or "sw" not in name:
                        (self.folder / name).write_text(str(value))
            except OSError:
                self.folder.rmdir()
                raise
        except OSError as error:
            raise NoGroup(error) from error

    def kills(self):
        return int(re.search(r"^oom_kill (\d+)$", (self.folder / self.events).read_text(), re.M)[1])

    def peak(self):
        return int((self.folder / self.most).read_text())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for _ in range(50):
            with contextlib.suppress(OSError):
                return self.folder.rmdir()
            time.sleep(0.1)


async def as_shipped(binary, folder, seeds, group):
    """Everything at once within what the unit of systemd allows. Gives the right answers, by their address."""
    server = Server(binary, folder, "--seeds", str(seeds), group=group)
    try:
        pages = await targets(server.port)
        cards = [f"{page}/card.png" for page in pages if page.startswith("/facts/GS-")]
        wanted = pages + cards + ["/data/gyeongsan.sqlite", "/data/datapackage.zip"]
        known = {}
        for target in wanted:
            status, fields, body = await once(server.port, target)
            check(status == 200, f"{target}: {status}")
            # What has no tag is compressed as it is read, in other blocks each time.
            if "etag" in fields:
                known[target] = body
        until = time.monotonic() + 10
        await asyncio.gather(*(read_on(server.port, wanted, until, []) for _ in range(READERS)))
        for _ in range(20):
            await reload_once(server, seeds)
        check(group.kills() == 0, "it is killed for want of memory")
        say(f"   {len(wanted)} addresses and 20 reloads in {group.peak() // MIB} MiB")
        return known
    finally:
        server.stop()


async def starved(binary, folder, known, group):
    """Killed again and again for want of memory, and started again as systemd does: whatever arrives is right."""
    listener = socket.socket()
    listener.bind((HOST, 0))
    listener.listen(1024)
    port, server, running = listener.getsockname()[1], None, True
    counts = {"right": 0, "refused": 0, "broken": 0}

    async def keep():
        nonlocal server
        while running:
            with contextlib.suppress(Wrong):
                server = await asyncio.to_thread(Server, binary, folder, socket_=listener, group=group)
                await asyncio.to_thread(server.process.wait)
            await asyncio.sleep(0.2)

    async def ask(until):
        while time.monotonic() < until:
            target = random.choice(list(known))
            try:
                status, _, body = await asyncio.wait_for(once(port, target), timeout=20)
            except (OSError, asyncio.IncompleteReadError, asyncio.TimeoutError):
                counts["broken"] += 1
                continue
            check(status in (200, 503), f"{target}: {status}")
            check(status == 503 or body == known[target], f"{target}: other bytes than with memory enough")
            counts["right" if status == 200 else "refused"] += 1

    keeping = asyncio.create_task(keep())
    try:
        await asyncio.gather(*(ask(time.monotonic() + 20) for _ in range(READERS)))
        kills = group.kills()
        check(kills > 0 and counts["right"] > 0, f"memory does not run out: {counts}")
        status, _, body = await asyncio.wait_for(once(port, "/"), timeout=20)
        check(status == 200 and body == known["/"], f"it does not recover: {status}")
    finally:
        running = False
        if server:
            server.process.terminate()
        await keeping
        listener.close()
    say(f"   killed {kills} times; {counts['right']} answers, all right, {counts['refused']} refused, "
        f"{counts['broken']} broken off")


async def memory(binary, folder, starving, seeds):
    unit = (ROOT / "deploy" / "gyeongsan.service").read_text()
    shipped = int(re.search(r"^MemoryMax=(\d+)M$", unit, re.M)[1])
    try:
        with MemoryGroup(shipped * MIB) as group:
            known = await as_shipped(binary, folder, seeds, group)
        with MemoryGroup(STARVING) as group:
            await starved(binary, starving, known, group)
    except NoGroup as reason:
        say(f"   not tried: no control group with a limit of memory can be made here ({reason})")
