// What people come for, asked of the living record by those who have never seen the site: by visible text and links
// alone, on a phone and at a desk.
import { expect, test } from "@playwright/test";
import { record } from "./pages.js";

const main = (page) => page.getByRole("main");
const row = (page, words) => main(page).getByRole("row").filter({ hasText: words }).first();

/** Follows a link of the home page by what it says. */
async function follow(page, words) {
  await page.goto(record);
  await main(page).getByRole("link", { name: words, exact: true }).first().click();
}

/** The same on a phone, where the link has to be at hand. */
async function tap(page, words) {
  await page.goto(record);
  const link = main(page).getByRole("link", { name: words, exact: true }).first();
  await expectAtHand(page, link);
  await link.click();
}

/** That something ends within the first screen or the next. */
async function expectAtHand(page, locator) {
  await expect(locator).toBeVisible();
  const { y, height } = await locator.boundingBox();
  expect(y + height + (await page.evaluate(() => scrollY))).toBeLessThanOrEqual(2 * page.viewportSize().height);
}

const story = (page) => main(page).locator("p.story");

test.describe("a citizen on a phone, one tap from home", () => {
  test("was the AMRC centre built?", async ({ page }) => {
    await tap(page, "첨단소재·AMRC");
    await expectAtHand(page, story(page));
    await expect(story(page)).toContainText("2018년 9월 12일 AMRC 아시아센터가 설립 절차를 앞두고 있다고");
    await expect(story(page)).toContainText("이루어진 것으로 확인한 계획은 없습니다");
    const plan = row(page, "AMRC 아시아센터 설립 계획");
    await expect(plan).toContainText("2018년 상반기");
    await expect(plan).toContainText("미뤄짐");
    await expect(plan).toContainText("2018년 9월 12일 AMRC 아시아센터가 설립 절차를 앞두고 있다고");
  });

  test("what became of the hundred jobs?", async ({ page }) => {
    await tap(page, "콘텐츠·게임");
    await expectAtHand(page, story(page));
    await expect(story(page)).toContainText("일자리 100개");
    await expect(story(page)).toContainText("114명");
    const plan = row(page, "일자리 100개");
    await expect(plan).toContainText("이루어짐");
    await expect(plan).toContainText("114명");
  });

  test("which plans was nothing found for?", async ({ page }) => {
    await tap(page, /결과를 확인하지 못함/);
    await expectAtHand(page, main(page).getByText(/계획 \d+건 모두 결과를 확인하지 못했습니다/));
    await expectAtHand(page, row(page, "결과를 확인하지 못함"));
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("결과를 확인하지 못한 계획");
    await expect(main(page)).toContainText("여기에 없다는 뜻이며, 이루어지지 않았다는 뜻이 아닙니다");
    expect(await main(page).getByRole("row").filter({ hasText: "결과를 확인하지 못함" }).count()).toBeGreaterThan(20);
  });

  test("what is 청색기술, and what came of the city's plans for it?", async ({ page }) => {
    await tap(page, "청색기술");
    await expectAtHand(page, story(page));
    await expect(story(page)).toContainText("자연을 본뜬 청색기술로");
    await expect(story(page)).toContainText("국제 청색경제포럼을 열었고");
    await expect(story(page)).toContainText(/이 분야의 계획 \d+건 가운데/);
    await expect(row(page, "심포지엄")).toContainText("바뀜");
  });

  test("what did the carbon centre cost, and when was it finished?", async ({ page }) => {
    await tap(page, "탄소");
    await expectAtHand(page, story(page));
    for (const place of [story(page), row(page, "탄소복합설계해석 기술지원센터")]) {
      await expect(place).toContainText("2022년 12월 16일");
      await expect(place).toContainText("241억 6,000만 원");
    }
  });
});

test("the first plan comes soon on a phone, and its states are a list of words and numbers", async ({ page }) => {
  await page.goto(`${record}/plans`);
  expect((await main(page).locator("tr.plan").first().boundingBox()).y).toBeLessThan(1.25 * page.viewportSize().height);
  expect((await main(page).locator("svg.strip").boundingBox()).height).toBe(36);
  const states = main(page).getByRole("list", { name: "상태별 계획 수" });
  await expect(states.getByRole("link", { name: /^이루어짐|이루어짐$/ }).first()).toContainText(/\d/);
  await states.getByRole("link", { name: /시작됨/ }).click();
  await expect(page).toHaveURL(/\/plans\?state=begun$/);
});

test.describe("a journalist at a desk", () => {
  test.use({ viewport: { width: 1280, height: 800 } });

  test("takes all plans as a workbook in two clicks", async ({ page }) => {
    await page.goto(record);
    await page.getByRole("link", { name: "계획", exact: true }).click();
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "엑셀로 받기" }).click();
    expect((await download).suggestedFilename()).toMatch(/^경산정책기록_계획_제\d+판\.xlsx$/);
  });

  test("finds in two clicks the plans of the theme 탄소 of which nothing was found", async ({ page }) => {
    await follow(page, "탄소");
    await main(page).getByRole("link", { name: /결과를 확인하지 못함/ }).first().click();
    await expect(page).toHaveURL(/\/plans\?theme=carbon&state=passed$/);
    const states = await main(page).locator("tr.plan .verdict").allTextContents();
    expect(states.length).toBeGreaterThan(3);
    for (const state of states) expect(state).toContain("결과를 확인하지 못함");
  });

  test("copies the pinned citation of a state in three clicks", async ({ page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.goto(record);
    await page.getByRole("link", { name: "계획", exact: true }).click();
    await main(page).getByRole("link", { name: "AMRC 아시아센터 설립 계획" }).click();
    await page.getByRole("button", { name: "출처 복사" }).click();
    await expect(page.getByText("출처를 복사했습니다.")).toBeVisible();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain("[2018년 당시 계획. 그 뒤: 미뤄짐, 2018년 9월 12일 확인(추정)]");
    expect(copied).toMatch(/\/facts\/GS-0042-3@\d+$/);
  });
});
