// A page on paper: what it is, edition and address on each sheet, everything opened, nothing to press.
import { expect, test } from "@playwright/test";
import { execFileSync } from "node:child_process";
import { record } from "./pages.js";

/** The text of each A4 sheet, its lines in order. The margins are those of a browser's print dialog, which make a sheet narrower. */
async function sheets(page) {
  const margin = { top: "1cm", right: "1cm", bottom: "1cm", left: "1cm" };
  const pdf = await page.pdf({ format: "A4", preferCSSPageSize: true, margin });
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

const plain = (sheet) => sheet.join(" ");

test("a fact is one sheet with who says it, where to find it, how to cite it and its QR code", async ({ page }) => {
  // With outcomes and without, of one source and of several, where they differ, with and without a number, pinned.
  const codes = ["GS-0042-3", "GS-0042-3@1", "GS-0057-9", "GS-0022-4", "GS-0028-1", "GS-0137-9", "GS-0041-5", "GS-0002-1",
    "GS-0185-6", "GS-0025-7", "GS-0066-7", "GS-0083-5", "GS-0115-3", "GS-0204-6", "GS-0035-3"];
  for (const code of codes) {
    await page.goto(`${record}/facts/${code}`);
    const printed = await sheets(page);
    expect(printed.length, code).toBe(1);
    await page.emulateMedia({ media: "print" });
    await expect(page.locator(".qr img"), code).toBeVisible();
    await page.emulateMedia({ media: null });
    for (const part of ["근거", "가져다 쓰기", "휴대전화로 찍으면"]) expect(plain(printed[0]), code).toContain(part);
    for (const pressed of ["문장 복사", "다른 형식", "이전 기록", "맨 위로", "용어 풀이"]) expect(plain(printed[0]), code).not.toContain(pressed);
  }
});

for (const [path, most, held] of [
  ["/", 2, ["한눈에 보기", "최근에 확인한 소식", "산업단지·인재", "숫자로 보는 경산"]],
  ["/plans", 7, ["AMRC 아시아센터 설립 계획", "미뤄짐", "확인할 수 없는 기대"]],
  ["/timeline", 2, ["경북일보 기사가 나온 무렵", "설계해석 센터 준공", "계획과 그 뒤를 이은 선"]],
  ["/themes/carbon", 3, ["241억 6,000만 원", "계획과 그 뒤", "참여한 기관·기업"]],
  ["/projects/amrc-asia-centre", 3, ["무엇", "AMRC 아시아센터 설립 계획"]],
  ["/sources/kyongbuk-2018", 7, ["읽은 범위", "http://www.kyongbuk.co.kr/"]],
  ["/terms", 4, ["찾아본 출처에 없다는 뜻이며"]],
  ["/search?q=%ED%83%84%EC%86%8C", 5, ["‘탄소’ 검색 결과", "탄소산업"]],
  ["/about", 1, ["적는 방법", "저작권과 이용"]],
  // What is folded on the screen is there: the facts that an edition added and changed.
  ["/editions/3", 8, ["새로 실은 기록 139건", "GS-0137-9", "GS-0057-9"]],
]) {
  test(`${path} is at most ${most} sheets with what one reads and nothing to press`, async ({ page }) => {
    await page.goto(record + path);
    const printed = await sheets(page);
    expect(printed.length).toBeLessThanOrEqual(most);
    const text = printed.map(plain).join(" ");
    for (const part of held) expect(text).toContain(part);
    for (const pressed of ["엑셀로 받기", "다른 형식", "조건 선택", "좁히기", "모두 보기", "나머지", "삽입 코드", "그림 받기", "맨 위로"]) expect(text).not.toContain(pressed);
    // The foot of the sheet is its last lines; above it is more than a line that was left over, and no heading without
    // what it heads.
    const headings = new Set(await page.locator("main :is(h2, h3)").allTextContents().then((all) => all.map((each) => each.replace(/\s+/g, " ").trim())));
    for (const sheet of printed) {
      const body = sheet.slice(0, sheet.findLastIndex((line) => line.startsWith("경산 정책기록 · ")));
      expect(body.length, plain(sheet)).toBeGreaterThan(3);
      expect([...headings], plain(sheet)).not.toContain(body.at(-1).replace(/\s+/g, " "));
    }
  });
}
