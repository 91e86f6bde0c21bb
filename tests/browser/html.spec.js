// The HTML of every kind of page, by the Nu HTML Checker: as it is sent, and as the script leaves it.
import { expect, test } from "@playwright/test";
import { execFile } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import vnu from "vnu-jar";
import { pages } from "./pages.js";

test("every page is valid HTML", async ({ request }) => {
  expect(await messages(async (path) => (await request.get(path)).text())).toEqual([]);
});

test("every page is still valid once the script has changed it", async ({ page }) => {
  test.setTimeout(90_000);
  const scripted = async (path) => {
    await page.goto(path);
    // The checker does not know this link yet; see static/site.js.
    await page.evaluate(() => document.querySelector("link[rel=expect]")?.remove());
    return page.content();
  };
  expect(await messages(scripted)).toEqual([]);
});

/** What the checker says of the HTML that `read` gives for each page. */
async function messages(read) {
  const folder = mkdtempSync(join(tmpdir(), "html-"));
  const files = [];
  for (const [index, path] of pages.entries()) {
    const file = join(folder, `${index}.html`);
    writeFileSync(file, await read(path));
    files.push(file);
  }
  const run = promisify(execFile)("java", ["-jar", vnu, "--format", "json", ...files], { maxBuffer: 1 << 24 });
  const { stderr } = await run.catch((error) => error);
  const { messages } = JSON.parse(stderr);
  return messages.map(({ url, lastLine, message }) => `${pages[parseInt(url.split("/").at(-1), 10)]}:${lastLine} ${message}`);
}
