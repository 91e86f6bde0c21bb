// A page that comes in parts, as over a slow line: nothing that was drawn moves when the next part is there.
import { createServer } from "node:http";
import { expect, test } from "@playwright/test";

const PATH = "/data";

test.use({ viewport: { width: 1280, height: 800 } });

for (const scripted of [true, false]) {
  // Without the script it does: a test that sees nothing move has looked.
  const title = `a table that breaks off ${scripted ? "does not move" : "moves without the script"} when its next cell comes`;
  test(title, ({ page, baseURL }) => comesInParts(page, baseURL, scripted));
}

/** Opens the page cut after each of its cells. */
async function comesInParts(page, baseURL, scripted) {
  if (!scripted) await page.route(/\/site\..*js$/, (route) => route.abort());
  const html = await (await fetch(baseURL + PATH)).text();
  const cells = [...html.matchAll(/<\/t[dh]>/g)].map((cell) => cell.index + cell[0].length);
  expect(cells.length).toBeGreaterThan(3);
  let end = 0;
  const slow = createServer(async (request, response) => {
    if (request.url === PATH) {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
      response.write(html.slice(0, end));
      setTimeout(() => response.end(html.slice(end)), 200);
    } else {
      const answer = await fetch(baseURL + request.url);
      response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") });
      response.end(Buffer.from(await answer.arrayBuffer()));
    }
  });
  await new Promise((listening) => { slow.listen(0, "127.0.0.1", listening); });
  try {
    const moved = [];
    for (end of cells) {
      await page.goto(`http://127.0.0.1:${slow.address().port}${PATH}`);
      if ((await page.evaluate(shifts)).length > 0) moved.push(end);
    }
    expect(moved.length > 0, `cuts after which something moved: ${moved}`).toBe(!scripted);
  } finally {
    slow.close();
    slow.closeAllConnections();
  }
}

/** How far things moved, each time that some did. */
async function shifts() {
  for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
  return new Promise((done) => {
    const seen = [];
    const observer = new PerformanceObserver((list) => seen.push(...list.getEntries().map((entry) => entry.value)));
    observer.observe({ type: "layout-shift", buffered: true });
    setTimeout(() => done(seen), 50);
  });
}
