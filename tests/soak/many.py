"""A reload of many facts while readers ask: every answer is right, and in time."""

import asyncio
import json
import signal
import subprocess
import time
from pathlib import Path

from serving import MIB, READERS, Server, check, once, plain, read_on, say

SEARCHES = ["%ED%83%84%EC%86%8C", "%EC%82%B0%EC%97%85", "%ED%98%91%EC%95%BD%20%EC%82%B0%EC%97%85", "zxqj"]


async def pages(port, facts):
    """Facts from all over, lists, and searches."""
    last = (facts + 49) // 50
    found = []
    for page in {1, last // 3 + 1, last // 2 + 1, last}:
        _, _, body = await plain(port, f"/facts.json?page={page}")
        found += [f"/facts/{item['code']}" for item in json.loads(body)["items"]]
    lists = ["/", "/facts", f"/facts?page={last}", "/timeline", "/timeline?year=2017&status=done", "/industries"]
    return found + 3 * (lists + [f"/search?q={word}" for word in SEARCHES])


async def many_facts(binary, folder, facts):
    seeds = Path(folder) / "seeds"
    made = subprocess.run([binary.with_name("sample"), "--facts", str(facts), "--out", seeds], capture_output=True, text=True)
    check(made.returncode == 0, f"sample: {made.stderr}")
    server = await asyncio.to_thread(Server, binary, folder, "--seeds", str(seeds))
    reading, times = [], []
    try:
        wanted = await pages(server.port, facts)
        far = time.monotonic() + 3600
        reading = [asyncio.create_task(read_on(server.port, wanted, far, times)) for _ in range(READERS)]
        await asyncio.sleep(5)
        before, most, begun = server.resident(), 0, time.monotonic()
        with open(next((seeds / "facts").glob("*.toml")), "a") as file:
            file.write("# another edition\n")
        server.signal(signal.SIGHUP)
        while True:
            await asyncio.sleep(0.5)
            check(time.monotonic() < begun + 1800, "it does not end")
            for reader in reading:
                if reader.done():
                    reader.result()
            most = max(most, server.resident())
            ready = json.loads((await once(server.port, "/health/ready"))[2])
            check(ready["reload_failures"] == 0, ready["last_reload_error"])
            if ready["reloads"]:
                break
        took = time.monotonic() - begun
        await asyncio.sleep(5)
        after = server.resident()
    finally:
        for reader in reading:
            reader.cancel()
        await asyncio.gather(*reading, return_exceptions=True)
        server.stop()
    say(f"   {facts} facts in {took:.0f} s beside {len(times)} answers, all 200, the slowest {max(times) * 1000:.0f} ms; "
        f"memory {before // MIB} MiB before, {most // MIB} at most, {after // MIB} after")
    check(max(times) < 5, "a reader waits too long")
