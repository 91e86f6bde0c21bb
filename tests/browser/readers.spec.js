// What readers do: without a script, by keyboard alone, on the narrowest screen, with forced colours.
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { cutOff, overflow } from "./inspect.js";
import { pages } from "./pages.js";

test("nothing is wider than a screen of 320 pixels", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  for (const path of pages) {
    await page.goto(path);
    expect(await page.evaluate(overflow), path).toBeLessThanOrEqual(0);
  }
});

test.describe("at a zoom of 400 %", () => {
  // A window of 1280 by 1024.
  test.use({ viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 });

  test("one still searches, opens what was found and reads its date", async ({ page }) => {
    await page.goto("/");
    await page.getByRole("link", { name: "검색", exact: true }).click();
    await page.getByRole("combobox", { name: "검색어" }).fill("AMRC");
    await page.getByRole("button", { name: "검색" }).click();
    await page.getByRole("link", { name: /설립 MOA 체결/ }).first().click();
    await page.getByText("2017년 12월").first().scrollIntoViewIfNeeded();
    await expect(page.getByText("2017년 12월").first()).toBeInViewport();
    expect(await page.evaluate(overflow)).toBeLessThanOrEqual(0);
    // Nothing stays in front of what is read.
    const fixed = await page.evaluate(() => [...document.querySelectorAll("body *")].filter((element) => {
      const { position, visibility } = getComputedStyle(element);
      return ["fixed", "sticky"].includes(position) && visibility === "visible" && element.getBoundingClientRect().height > innerHeight / 4;
    }).map((element) => element.className));
    expect(fixed).toEqual([]);
  });
});

for (const [screen, viewport] of [["phone", { width: 360, height: 740 }], ["desktop", { width: 1280, height: 800 }]]) {
  test(`with letters twice as large nothing is cut off on a ${screen}`, async ({ page }) => {
    await page.setViewportSize(viewport);
    for (const path of pages) {
      await page.goto(path);
      await page.evaluate(() => {
        const twice = new CSSStyleSheet();
        twice.replaceSync("html { font-size: 212.5% !important; }");
        document.adoptedStyleSheets.push(twice);
      });
      expect(await page.evaluate(overflow), path).toBeLessThanOrEqual(0);
      expect(await page.evaluate(cutOff), path).toEqual([]);
    }
  });
}

test("nothing moves for those who want no motion", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  for (const path of pages) {
    await page.goto(path);
    const moving = await page.evaluate(() => [...document.querySelectorAll("*")].filter((element) => {
      const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element);
      return parseFloat(transitionDuration) > 0 || animationName !== "none" || scrollBehavior === "smooth";
    }).map((element) => element.tagName));
    expect(moving, path).toEqual([]);
  }
});

test("the fonts that draw a heading have Hangul", async ({ page }) => {
  await page.goto("/");
  const browser = await page.context().newCDPSession(page);
  await browser.send("DOM.enable");
  await browser.send("CSS.enable");
  const { root } = await browser.send("DOM.getDocument");
  const { nodeId } = await browser.send("DOM.querySelector", { nodeId: root.nodeId, selector: "h1" });
  const { fonts } = await browser.send("CSS.getPlatformFontsForNode", { nodeId });
  expect(fonts.length).toBeGreaterThan(0);
  for (const { familyName } of fonts) expect(familyName).toMatch(/Nanum|Noto Sans (KR|CJK)|Pretendard|Gothic/);
});

test.describe("without a script", () => {
  test.use({ javaScriptEnabled: false });

  test("one browses, narrows, searches, cites and checks a sentence", async ({ page }) => {
    await page.goto("/");
    await page.getByRole("navigation", { name: "주 메뉴" }).getByRole("link", { name: "연표" }).click();
    await page.locator("details.facets > summary").click();
    await page.locator("details.facets").getByRole("link", { name: /^2018년/ }).click();
    await expect(page).toHaveURL("/timeline?year=2018");
    await page.getByRole("link", { name: "AMRC ASIA 센터 설립 예정" }).click();
    await expect(page.locator(".quote").first()).toContainText("경북일보 2018년(추정) 기사 「");
    await expect(page.locator("article .status").first()).toContainText("2018년 당시 계획");
    await page.getByRole("link", { name: "검색", exact: true }).click();
    await page.getByRole("textbox", { name: "검색어" }).fill("ㅊㅅㄱㅅ");
    await page.getByRole("button", { name: "검색" }).click();
    await expect(page.getByRole("link", { name: "청색기술산업" }).first()).toBeVisible();
    await page.goto("/sources/kyongbuk-2018");
    const check = async (text) => {
      await page.getByLabel("확인할 문장").fill(text);
      await page.getByRole("button", { name: "확인", exact: true }).click();
    };
    await check("이 문장은 기사에 없습니다.");
    await expect(page.getByRole("status")).toContainText("원문에 없는 문장입니다: 이 문장은 기사에 없습니다.");
    await check("우수 지역산업 바탕 미래 먹거리·성장 동력 확보 총력");
    await expect(page.getByRole("status")).toContainText("1번째 문단 전체와 같습니다.");
    await page.getByRole("status").getByRole("link", { name: "1번째 문단" }).click();
    await expect(page.locator("#p1")).toBeVisible();
  });
});

test("the keyboard alone reaches the content, the search and a suggestion", async ({ page }) => {
  await page.goto("/facts");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "본문 바로가기" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("main")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.locator("main a").first()).toBeFocused();

  await page.goto("/search");
  const box = page.getByRole("combobox", { name: "검색어" });
  for (let step = 0; step < 12 && !(await box.evaluate((element) => element === document.activeElement)); step += 1) await page.keyboard.press("Tab");
  await expect(box).toBeFocused();
  await page.keyboard.type("ㅊㅅㄱㅅㅅ");
  await expect(page.getByRole("option").first()).toContainText("청색기술산업");
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("option").first()).toHaveAttribute("aria-selected", "true");
  const found = await new AxeBuilder({ page }).analyze();
  expect(found.violations.map((violation) => violation.id)).toEqual([]);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/industries/blue-technology");
});

test("the keyboard alone browses, narrows, opens and copies", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const press = async (target, key) => {
    for (let step = 0; step < 150; step += 1) {
      await page.keyboard.press("Tab");
      if (await target.evaluate((element) => element === document.activeElement)) return page.keyboard.press(key);
    }
    throw new Error(`${target} was not reached`);
  };
  await page.goto("/");
  await press(page.getByRole("navigation", { name: "주 메뉴" }).getByRole("link", { name: "연표" }), "Enter");
  await expect(page).toHaveURL("/timeline");
  await press(page.locator("details.facets > summary"), "Enter");
  await press(page.locator("details.facets").getByRole("link", { name: /^2018년/ }), "Enter");
  await expect(page).toHaveURL("/timeline?year=2018");
  await press(page.getByRole("link", { name: "AMRC ASIA 센터 설립 예정" }).last(), "Enter");
  await expect(page).toHaveURL("/facts/GS-0042-3");
  await press(page.getByRole("button", { name: "출처 복사" }), "Enter");
  await expect(page.getByText("출처를 복사했습니다.")).toBeVisible();
});

test("whatever has the focus shows it", async ({ page }) => {
  for (const path of ["/", "/facts", "/facts/GS-0042-3", "/sources/kyongbuk-2018"]) {
    await page.goto(path);
    for (let step = 0; step < 25; step += 1) {
      await page.keyboard.press("Tab");
      const outline = await page.evaluate(() => {
        const style = getComputedStyle(document.activeElement);
        return document.activeElement === document.body || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2);
      });
      expect(outline, `${path}, step ${step}`).toBe(true);
    }
  }
});

test("in forced colours a state is still a shape and a word", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await page.goto("/facts?status=planned");
  await expect(page.locator(".fact-row .status").first()).toContainText("2018년 당시 계획");
  await page.goto("/plans");
  const mark = page.locator(".plan .mark").first();
  await expect(mark).toBeVisible();
  const [drawn, paper] = await mark.evaluate((element) => [getComputedStyle(element).color, getComputedStyle(document.documentElement).backgroundColor]);
  expect(drawn).not.toBe(paper);
});
