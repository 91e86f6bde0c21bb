// Every kind of page at a width and in a colour scheme: nothing that axe objects to, no error, no
// request that fails or goes elsewhere, nothing wider than the screen.
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { pages } from "./pages.js";

for (const path of pages) {
  test(path, async ({ page, baseURL }) => {
    const faults = [];
    page.on("console", (message) => {
      // The browser itself tells of the status of the page asked for.
      const own = message.location().url === new URL(path, baseURL).href;
      if (message.type() === "error" && !own) faults.push(message.text());
    });
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("requestfailed", (request) => faults.push(`failed: ${request.url()}`));
    page.on("request", (request) => {
      if (new URL(request.url()).origin !== baseURL) faults.push(`elsewhere: ${request.url()}`);
    });
    await page.goto(path);
    await page.evaluate(() => { for (const details of document.querySelectorAll("details")) details.open = true; });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    const found = await new AxeBuilder({ page }).analyze();
    expect(found.violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target)}`)).toEqual([]);
    expect(faults).toEqual([]);
  });
}
