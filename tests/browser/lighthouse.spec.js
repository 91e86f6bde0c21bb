// Lighthouse with its mobile preset. What a page is must be perfect at every run. How fast it is depends on
// what else the machine does: of up to five runs the best counts. A run whose trace was not recorded (now and
// then the browser hands over one without its beginning, and Lighthouse asks to be run again) says nothing of the
// page: it counts among the five, and any other error fails.
import { expect, test } from "@playwright/test";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const kinds = { home: "/", timeline: "/timeline", fact: "/facts/GS-0042-3", entity: "/institutions/gyeongsan-city", search: "/search" };
const RUNS = 5;
const NOT_RECORDED = ["NO_NAVSTART", "NO_TRACING_STARTED"];

let chrome;
test.describe.configure({ timeout: 180_000 });
test.beforeAll(async ({}, { project }) => {
  const { executablePath, args } = project.use.launchOptions;
  chrome = await launch({ chromePath: executablePath, chromeFlags: ["--headless", ...args], logLevel: "silent" });
});
test.afterAll(() => chrome?.kill());

for (const [kind, path] of Object.entries(kinds)) {
  test(`the page of kind ${kind} is perfect and fast`, async ({ baseURL }) => {
    const speeds = [];
    for (let run = 0; run < RUNS && !speeds.some((speed) => speed >= 98); run++) {
      const { lhr } = await lighthouse(baseURL + path, { port: chrome.port, logLevel: "silent" });
      if (NOT_RECORDED.includes(lhr.runtimeError?.code)) continue;
      expect(lhr.runtimeError).toBeUndefined();
      const score = (category) => Math.round(lhr.categories[category].score * 100);
      const short = (category) => lhr.categories[category].auditRefs.filter(({ id, weight }) => weight > 0 && (lhr.audits[id].score ?? 1) < 1).map(({ id }) => id);
      for (const category of ["accessibility", "best-practices", "seo"]) {
        expect({ category, score: score(category), short: short(category) }).toEqual({ category, score: 100, short: [] });
      }
      speeds.push(score("performance"));
    }
    expect(Math.max(...speeds), `of ${speeds.length} recorded runs: ${speeds}`).toBeGreaterThanOrEqual(98);
  });
}
