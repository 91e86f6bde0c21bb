// What readers do: without a script, by keyboard alone, on the narrowest screen, with forced colours.
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { pages } from "./pages.js";

test("nothing is wider than a screen of 320 pixels", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  for (const path of pages) {
    await page.goto(path);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(over, path).toBeLessThanOrEqual(0);
  }
});

test.describe("without a script", () => {
  test.use({ javaScriptEnabled: false });

  test("one browses, narrows, searches, cites and checks a paragraph", async ({ page }) => {
    await page.goto("/");
    await page.getByRole("navigation", { name: "주 메뉴" }).getByRole("link", { name: "연표" }).click();
    await page.locator("details.facets > summary").click();
    await page.locator("details.facets").getByRole("link", { name: /^2018년/ }).click();
    await expect(page).toHaveURL("/timeline?year=2018");
    await page.getByRole("link", { name: "AMRC ASIA 센터 설립 예정" }).click();
    await expect(page.locator(".quote").first()).toContainText("경북일보 「");
    await expect(page.locator("article .status").first()).toContainText("계획");
    await page.getByRole("searchbox", { name: "찾을 말" }).fill("ㅊㅅㄱㅅ");
    await page.getByRole("button", { name: "찾기" }).click();
    await expect(page.getByRole("link", { name: "청색기술산업" }).first()).toBeVisible();
    await page.goto("/sources/kyongbuk-2018");
    await page.locator("textarea").fill("이 문단은 기사에 없습니다.");
    await page.locator("form[method=post] button").click();
    await expect(page.locator("main")).toContainText("같지 않");
  });
});

test("the keyboard alone reaches the content, the search and a suggestion", async ({ page }) => {
  await page.goto("/facts");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "본문 바로가기" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("main")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.locator("details.facets > summary")).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(page.locator(".facets a").first()).toBeFocused();

  await page.goto("/");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  const box = page.getByRole("combobox", { name: "찾을 말" });
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

test("forced colours leave every page readable", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active" });
  for (const path of ["/", "/timeline", "/facts?status=planned", "/facts/GS-0042-3"]) {
    await page.goto(path);
    const found = await new AxeBuilder({ page }).disableRules(["color-contrast"]).analyze();
    expect(found.violations.map((violation) => violation.id), path).toEqual([]);
    await expect(page.locator("h1")).toBeVisible();
  }
});
