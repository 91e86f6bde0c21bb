// The main paths in a second engine: Debian's Firefox, driven over WebDriver BiDi.
import { expect, test } from "@playwright/test";
import { existsSync } from "node:fs";
import puppeteer from "puppeteer-core";
import { overflow } from "./inspect.js";
import { pages } from "./pages.js";

const firefox = process.env.FIREFOX ?? "/usr/bin/firefox-esr";
test.skip(!existsSync(firefox), "there is no Firefox here");
test.describe.configure({ timeout: 90_000 });

let browser, page, baseURL;

test.beforeAll(async ({}, { project }) => {
  ({ baseURL } = project.use);
  browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: firefox,
    headless: true,
    // The site keeps to itself, and so shall the browser.
    extraPrefsFirefox: { "network.captive-portal-service.enabled": false, "network.connectivity-service.enabled": false },
  });
});

test.afterAll(async () => { await browser?.close(); });

test.beforeEach(async () => {
  page = await browser.newPage();
  page.setDefaultTimeout(10_000);
  await page.setViewport({ width: 360, height: 740 });
});

test.afterEach(async () => { await page.close(); });

const text = () => page.$eval("main", (main) => main.innerText);
const follow = (words) => Promise.all([page.waitForNavigation(), page.locator(`::-p-text(${words})`).click()]);

test("every page opens without an error and fits a screen of 360 pixels", async () => {
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  for (const path of pages) {
    await page.goto(new URL(path, baseURL).href);
    expect(await page.evaluate(overflow), path).toBeLessThanOrEqual(0);
    expect(await page.$$eval("h1", (headings) => headings.length), path).toBe(1);
  }
  expect(faults).toEqual([]);
});

test("one browses, narrows and cites", async () => {
  await page.goto(`${baseURL}/`);
  await follow("연표");
  await page.locator("details.facets > summary").click();
  await Promise.all([page.waitForNavigation(), page.locator(".facets a[href='/timeline?year=2018']").click()]);
  await Promise.all([page.waitForNavigation(), page.locator("main .event a[href='/facts/GS-0042-3']").click()]);
  expect(await text()).toContain("2018년 상반기(계획)");
  expect(await text()).toContain("경북일보 2018년(추정) 기사 「우수 지역산업");
});

test("one is offered names while typing, and picks one by keyboard", async () => {
  await page.goto(`${baseURL}/search`);
  await page.locator("#q").click();
  await page.keyboard.type("ㅊㅅㄱㅅㅅ");
  await page.waitForSelector("[role=option]");
  await page.keyboard.press("ArrowDown");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  expect(page.url()).toBe(`${baseURL}/industries/blue-technology`);
});

test("a sentence is checked, and leads to its paragraph, which is folded away", async () => {
  await page.goto(`${baseURL}/sources/kyongbuk-2018`);
  await page.locator("textarea").fill("우수 지역산업 바탕 미래 먹거리·성장 동력 확보 총력");
  await Promise.all([page.waitForNavigation(), page.locator("form[method=post] button").click()]);
  expect(await text()).toContain("1번째 문단 전체와 같습니다.");
  expect(await page.$eval("#p1", (row) => row.checkVisibility())).toBe(false);
  await page.locator("[role=status] a").click();
  await page.waitForFunction(() => document.querySelector("#p1").checkVisibility());
});
