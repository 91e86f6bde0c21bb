// Someone who has never seen the site, on a phone, by visible text and links alone.
import { expect, test } from "@playwright/test";

test.beforeEach(async ({ page }) => { await page.goto("/"); });

test("when was the AMRC agreement made, and was the centre already built?", async ({ page }) => {
  await page.getByRole("searchbox").or(page.getByRole("combobox")).first().fill("AMRC");
  await page.getByRole("button", { name: "찾기" }).click();
  await page.getByRole("link", { name: /설립 MOA 체결/ }).first().click();
  await expect(page.locator("main")).toContainText("2017년 12월");
  await expect(page.locator("main")).toContainText("8번째 문단");
  await page.goBack();
  await page.getByRole("link", { name: /센터 설립 예정/ }).first().click();
  await expect(page.locator("article")).toContainText("계획");
  await expect(page.locator("article")).toContainText("2018년 상반기(계획)");
  await expect(page.locator("article")).toContainText("예정 시점이 지났으며, 이후 확인된 기록이 없습니다");
  await expect(page.locator("article")).toContainText("12번째 문단");
});

test("which institutions work on 청색기술?", async ({ page }) => {
  await page.getByRole("link", { name: "청색기술산업" }).first().click();
  const together = page.locator("section[aria-labelledby=related]");
  for (const name of ["지식융합연구소", "한국기계연구원", "재료연구소", "대구경북과학기술원"]) {
    await expect(together.getByRole("link", { name, exact: true })).toBeVisible();
  }
  await together.getByRole("link", { name: "지식융합연구소", exact: true }).click();
  await expect(page.locator("main")).toContainText("25번째 문단");
});

test("how large are the industrial sites?", async ({ page }) => {
  await page.getByRole("link", { name: "수치", exact: true }).first().click();
  const row = page.getByRole("row").filter({ hasText: "1,040만 9,000㎡" });
  await expect(row).toContainText("315만 평");
  await expect(row).toContainText("18번째 문단");
});
