// A page on paper: what it is, edition and address on each sheet, everything opened, nothing to press.
import { expect, test } from "@playwright/test";
import { execFileSync } from "node:child_process";

/** The text of each sheet, its lines in order. */
async function sheets(page) {
  const pdf = await page.pdf({ preferCSSPageSize: true });
  const text = execFileSync("pdftotext", ["-layout", "-", "-"], { input: pdf, encoding: "utf8" });
  return text.split("\f").slice(0, -1).map((sheet) => sheet.split("\n").map((line) => line.trim()).filter(Boolean));
}

for (const [path, foot] of [
  ["/facts/GS-0042-3", "경산 정책기록 · AMRC ASIA 센터 설립 예정 · GS-0042-3 · 제1판(2026년 11월 23일) · "],
  ["/facts/GS-0041-5@1", "경산 정책기록 · AMRC ASIA Industry4.0센터 설립 MOA 체결 · GS-0041-5 · 제1판(2026년 11월 23일) · "],
  ["/timeline", "경산 정책기록 · 연표 · 제1판(2026년 11월 23일) · "],
]) {
  test(`each sheet of ${path} says what it is, which edition and where`, async ({ page, baseURL }) => {
    await page.goto(path);
    const printed = await sheets(page);
    expect(printed.length).toBeGreaterThan(0);
    // A long line breaks.
    const plain = (text) => text.replace(/\s/g, "");
    for (const sheet of printed) expect(plain(sheet.slice(-3).join("")).endsWith(plain(foot + baseURL + path)), sheet.slice(-3).join(" ")).toBe(true);
  });
}

test("paper is light where the device is dark", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto("/facts/GS-0042-3");
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  const drawn = await page.evaluate(() => {
    const { backgroundColor, color } = getComputedStyle(document.documentElement);
    return { backgroundColor, color };
  });
  expect(drawn).toEqual({ backgroundColor: "rgb(255, 255, 255)", color: "rgb(29, 26, 23)" });
});

test("what is closed on the screen is open on paper, and what one presses is not there", async ({ page }) => {
  await page.goto("/facts/GS-0041-5");
  await page.emulateMedia({ media: "print" });
  for (const pressed of [".menu", ".crumbs", ".pager", ".tool", ".to-top a", ".other-forms"]) {
    await expect(page.locator(pressed).first(), pressed).toBeHidden();
  }
  await page.evaluate(() => {
    const closed = document.createElement("details");
    closed.append(Object.assign(document.createElement("p"), { className: "held", textContent: "닫혀 있던 글" }));
    document.querySelector("main").append(closed);
  });
  expect(await page.locator(".held").evaluate((held) => held.checkVisibility() && held.getBoundingClientRect().height > 0)).toBe(true);
});

test("a printed fact carries the QR code of its address, which the screen does not show or fetch", async ({ page }) => {
  let fetched = 0;
  page.on("request", (request) => { if (request.url().endsWith("/qr.svg")) fetched += 1; });
  await page.goto("/facts/GS-0042-3");
  await expect(page.locator(".qr img")).toBeHidden();
  expect(fetched).toBe(0);
  await page.pdf({ preferCSSPageSize: true });
  expect(fetched).toBe(1);
  await page.emulateMedia({ media: "print" });
  await expect(page.locator(".qr img")).toBeVisible();
  expect(await page.locator(".qr img").evaluate((image) => image.naturalWidth)).toBeGreaterThan(200);
});
