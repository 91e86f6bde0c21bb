// What the script adds: copying, sharing, the way back to the top. Absent where the browser cannot do it.
import { expect, test } from "@playwright/test";

test.describe("with a clipboard", () => {
  test.use({ permissions: ["clipboard-read", "clipboard-write"] });
  const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());

  test("a citation is copied, and a status says so", async ({ page }) => {
    await page.goto("/facts/GS-0041-5");
    await page.getByRole("button", { name: "기사에 쓸 때 복사" }).click();
    await expect(page.getByRole("status").filter({ hasText: "복사했습니다." })).toBeVisible();
    expect(await clipboard(page)).toContain("경북일보 2018년(추정) 기사 「우수 지역산업 바탕 미래 먹거리·성장 동력 확보 총력」");
    expect(await clipboard(page)).toMatch(/\/facts\/GS-0041-5@1$/);
  });
});

test("the citation for a bibliography is copied from where it is folded", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/facts/GS-0041-5");
  const copy = page.getByRole("button", { name: "참고 문헌에 쓸 때 복사" });
  await expect(copy).toBeHidden();
  await page.getByText("다른 인용 형식").click();
  await copy.click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^김윤섭\. \(2018년, 추정\)\. /);
});

test("a refused copy says what to do instead", async ({ page }) => {
  await page.addInitScript(() => { navigator.clipboard.writeText = () => Promise.reject(new Error("refused")); });
  await page.goto("/facts/GS-0041-5");
  await page.getByRole("button", { name: "기사에 쓸 때 복사" }).click();
  await expect(page.getByText("복사하지 못했습니다. 글을 골라 직접 복사해 주세요.")).toBeVisible();
});

test("what the browser cannot do is not offered", async ({ page }) => {
  await page.addInitScript(() => {
    for (const name of ["clipboard", "share"]) Object.defineProperty(Navigator.prototype, name, { value: undefined });
  });
  await page.goto("/facts/GS-0041-5");
  await expect(page.getByRole("combobox", { name: "찾을 말" })).toBeVisible();
  await expect(page.getByRole("button", { name: /복사|나누기/ })).toHaveCount(0);
});

test("sharing is handed to the device with title and address", async ({ page, baseURL }) => {
  await page.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, "share", { value: (what) => { window.shared = what; return Promise.resolve(); } });
  });
  await page.goto("/facts/GS-0041-5");
  await page.getByRole("button", { name: "이 페이지 나누기" }).click();
  expect(await page.evaluate(() => window.shared)).toEqual({
    title: "AMRC ASIA Industry4.0센터 설립 MOA 체결 | 경산 정책기록",
    url: `${baseURL}/facts/GS-0041-5`,
  });
});

test("far down a long page there is a way back to the top", async ({ page }) => {
  await page.goto("/facts");
  const up = page.getByRole("link", { name: "맨 위로" });
  await expect(up).toBeHidden();
  await page.evaluate(() => scrollTo(0, 4 * innerHeight));
  await expect(up).toBeInViewport();
  await up.click();
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(0);
  await expect(up).toBeHidden();
});

test.describe("without a script", () => {
  test.use({ javaScriptEnabled: false });

  test("nothing is offered that would not work, and the way to the top still does", async ({ page }) => {
    await page.goto("/facts/GS-0041-5");
    await expect(page.getByRole("button")).toHaveText(["찾기"]);
    await page.getByRole("link", { name: "맨 위로" }).click();
    await expect(page.getByRole("link", { name: "경산 정책기록", exact: true }).first()).toBeInViewport();
  });
});
