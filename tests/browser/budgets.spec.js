// What a first visit costs over the wire, page by page: 14 KB of HTML, 60 KB in all.
import { expect, test } from "@playwright/test";
import { get } from "node:http";
import { pages } from "./pages.js";

const KB = 1000;

/** The bytes of an answer's body as they come, compressed in this way. */
function weigh(url, encoding) {
  return new Promise((resolve, reject) => {
    get(url, { headers: { "accept-encoding": encoding } }, (answer) => {
      let bytes = 0;
      answer.on("data", (part) => { bytes += part.length; });
      answer.on("end", () => resolve(bytes));
      answer.on("error", reject);
    }).on("error", reject);
  });
}

for (const encoding of ["gzip", "br"]) {
  test(`the HTML of every page takes at most 14 KB as ${encoding}`, async ({ baseURL }) => {
    for (const path of pages) expect(await weigh(new URL(path, baseURL).href, encoding), path).toBeLessThanOrEqual(14 * KB);
  });

  test(`stylesheet and script take at most 12 and 4 KB as ${encoding}`, async ({ page }) => {
    await page.goto("/");
    const style = await page.locator("link[rel=stylesheet]").evaluate((link) => link.href);
    const script = await page.locator("script[src]").evaluate((script) => script.src);
    expect(await weigh(style, encoding)).toBeLessThanOrEqual(12 * KB);
    expect(await weigh(script, encoding)).toBeLessThanOrEqual(4 * KB);
  });
}

test("a first visit to any page takes at most 60 KB in all", async ({ page, baseURL }) => {
  const network = await page.context().newCDPSession(page);
  await network.send("Network.enable");
  // Each is the first: nothing is kept from the page before.
  await network.send("Network.setCacheDisabled", { cacheDisabled: true });
  let bytes = 0;
  network.on("Network.loadingFinished", (done) => { bytes += done.encodedDataLength; });
  for (const path of pages) {
    bytes = 0;
    await page.goto(path);
    // A browser without a window does not fetch the icon.
    const icon = await page.locator("link[rel=icon]").getAttribute("href");
    bytes += await weigh(new URL(icon, page.url()).href, "gzip");
    expect(bytes, path).toBeGreaterThan(1 * KB);
    expect(bytes, path).toBeLessThanOrEqual(60 * KB);
  }
});
