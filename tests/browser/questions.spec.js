// Someone who has never seen the site, on a phone, by visible text and links alone.
import { expect, test } from "@playwright/test";

test.beforeEach(async ({ page }) => { await page.goto("/"); });

const main = (page) => page.getByRole("main");

async function search(page, words) {
  await page.getByLabel("찾을 말").first().fill(words);
  await page.getByRole("button", { name: "찾기" }).first().click();
}

/** From a fact to the place in the article that it rests on. */
async function goToParagraph(page, number) {
  await main(page).getByRole("link", { name: `경북일보 기사 ${number}번째 문단` }).first().click();
  const place = main(page).getByText(`${number}번째`, { exact: true }).last();
  await expect(place).toBeInViewport();
}

test("when was the AMRC agreement made, and was the centre already built?", async ({ page }) => {
  await search(page, "AMRC");
  await main(page).getByRole("link", { name: /설립 MOA 체결/ }).first().click();
  await expect(main(page)).toContainText("2017년 12월");
  await expect(main(page)).toContainText("구분: 완료");

  await search(page, "AMRC 센터");
  await main(page).getByRole("link", { name: /센터 설립 예정/ }).first().click();
  await expect(main(page)).toContainText("구분: 계획");
  await expect(main(page)).toContainText("2018년 상반기(계획)");
  await expect(main(page)).toContainText("결과를 확인하지 못했습니다");
});

test("which institutions work on 청색기술?", async ({ page }) => {
  await page.getByRole("link", { name: "청색기술산업", exact: true }).first().click();
  for (const name of ["지식융합연구소", "한국기계연구원", "재료연구소", "대구경북과학기술원"]) {
    await expect(main(page).getByRole("link", { name, exact: true }).first()).toBeVisible();
  }
});

test("how large are the industrial sites?", async ({ page }) => {
  await page.getByRole("link", { name: "수치", exact: true }).first().click();
  const row = page.getByRole("row").filter({ hasText: "1,040만 9,000㎡" });
  await expect(row).toContainText("315만 평");
  await expect(row).toContainText("18번째 문단");
});

test("where in the article does each of these stand?", async ({ page }) => {
  await search(page, "AMRC");
  await main(page).getByRole("link", { name: /설립 MOA 체결/ }).first().click();
  await expect(main(page)).toContainText("12번째 문단");
  await goToParagraph(page, 8);

  await search(page, "AMRC 센터");
  await main(page).getByRole("link", { name: /센터 설립 예정/ }).first().click();
  await goToParagraph(page, 12);

  await search(page, "지식융합연구소");
  await main(page).getByRole("link", { name: /업무협약 체결/ }).first().click();
  await goToParagraph(page, 25);

  await page.getByRole("link", { name: "수치", exact: true }).first().click();
  await page.getByRole("row").filter({ hasText: "1,040만 9,000㎡" }).getByRole("link", { name: "18번째 문단" }).click();
  await expect(main(page).getByText("18번째", { exact: true }).last()).toBeInViewport();
});
