// The HTML of every kind of page, by the Nu HTML Checker.
import { expect, test } from "@playwright/test";
import { execFile } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import vnu from "vnu-jar";
import { pages } from "./pages.js";

test("every page is valid HTML", async ({ request }) => {
  const folder = mkdtempSync(join(tmpdir(), "html-"));
  const files = [];
  for (const [index, path] of pages.entries()) {
    const file = join(folder, `${index}.html`);
    writeFileSync(file, await (await request.get(path)).text());
    files.push(file);
  }
  const run = promisify(execFile)("java", ["-jar", vnu, "--format", "json", ...files], { maxBuffer: 1 << 24 });
  const { stderr } = await run.catch((error) => error);
  const { messages } = JSON.parse(stderr);
  const said = messages.map(({ url, lastLine, message }) => `${pages[parseInt(url.split("/").at(-1), 10)]}:${lastLine} ${message}`);
  expect(said).toEqual([]);
});
