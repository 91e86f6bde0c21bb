// Every kind of page at a width, in a light and a dark scheme and in forced colours: nothing that axe objects to,
// nothing faint, small, moving or missing, no error, no request that fails or goes elsewhere, nothing wider than the
// screen.
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { faintTexts, missingLetters, overflow, smallTargets } from "./inspect.js";
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
      if (new URL(request.url()).origin !== new URL(path, baseURL).origin) faults.push(`elsewhere: ${request.url()}`);
    });
    await page.goto(path);
    // As it is reported everywhere, to three decimals: less is below a pixel.
    expect(await page.evaluate(layoutShift), "layout shift").toBeLessThan(0.0005);

    await page.evaluate(() => { for (const details of document.querySelectorAll("details")) details.open = true; });
    await expectToFit(page);
    expect(await page.evaluate(missingLetters)).toEqual([]);
    expect(await page.evaluate(faintTexts)).toEqual([]);
    const anything = (axe) => axe.options({ rules: { "target-size": { enabled: true } } });
    expect(await violations(page, anything)).toEqual([]);

    // A dark scheme has other colours and the same structure.
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await page.evaluate(faintTexts), "dark").toEqual([]);
    const contrast = (axe) => axe.withRules(["color-contrast"]);
    expect(await violations(page, contrast), "dark").toEqual([]);

    // Forced colours are the reader's own, and borders stand in for backgrounds.
    await page.emulateMedia({ forcedColors: "active" });
    await expectToFit(page);
    expect(faults).toEqual([]);
  });
}

async function expectToFit(page) {
  expect(await page.evaluate(overflow)).toBeLessThanOrEqual(0);
  expect(await page.evaluate(smallTargets)).toEqual([]);
}

/** What axe objects to, of what it is asked to look at. */
async function violations(page, asked) {
  // "Legacy": in one go, since no page has a frame within it.
  const { violations } = await asked(new AxeBuilder({ page }).setLegacyMode()).analyze();
  return violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target)}`);
}

/** The sum of all that moved while the page was made, once two more frames are drawn. */
async function layoutShift() {
  for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
  let sum = 0;
  const add = (entries) => { for (const entry of entries) sum += entry.value; };
  const observer = new PerformanceObserver((list) => add(list.getEntries()));
  observer.observe({ type: "layout-shift", buffered: true });
  // What is buffered is handed over by the next task at the latest.
  await new Promise((resolve) => { setTimeout(resolve); });
  add(observer.takeRecords());
  return sum;
}
