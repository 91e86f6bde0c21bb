// What the script adds: copying and sharing. Absent where the browser cannot do it.
import { expect, test } from "@playwright/test";
import { record } from "./pages.js";

test.describe("with a clipboard", () => {
  test.use({ permissions: ["clipboard-read", "clipboard-write"] });
  const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());

  test("a citation is copied, and a status says so", async ({ page }) => {
    await page.goto("/facts/GS-0041-5");
    await page.getByRole("button", { name: "출처 복사" }).click();
    await expect(page.getByRole("status").filter({ hasText: "출처를 복사했습니다." })).toBeVisible();
    expect(await clipboard(page)).toContain("경북일보 2018년(추정) 기사 「우수 지역산업 바탕 미래 먹거리·성장 동력 확보 총력」");
    expect(await clipboard(page)).toMatch(/\/facts\/GS-0041-5@1$/);
  });

  test("a plan is copied with what became of it, as a sentence and as an address", async ({ page }) => {
    await page.goto("/facts/GS-0042-3");
    await page.getByRole("button", { name: "문장 복사" }).click();
    await expect(page.getByText("문장을 복사했습니다. 상태와 출처도 들어 있습니다.")).toBeVisible();
    const [sentence, standing, source] = (await clipboard(page)).split("\n");
    expect(sentence).toMatch(/^올 상반기|2018년 상반기/);
    expect(standing).toMatch(/^\[2018년 당시 계획\. 그 뒤: 결과를 확인하지 못함, /);
    expect(source).toMatch(/^출처: 경북일보 2018년\(추정\) 기사/);
    await page.getByRole("button", { name: "주소 복사" }).click();
    expect(await clipboard(page)).toMatch(/\/facts\/GS-0042-3@1 \[.+: 그 뒤 결과를 확인하지 못함\]$/);
  });

  test("where the device has no panel for sharing the address is copied", async ({ page, baseURL }) => {
    await page.addInitScript(() => Object.defineProperty(Navigator.prototype, "share", { value: undefined }));
    await page.goto("/timeline");
    await page.getByRole("button", { name: "공유" }).click();
    await expect(page.getByText("주소를 복사했습니다.", { exact: true })).toBeVisible();
    expect(await clipboard(page)).toBe(`${baseURL}/timeline`);
  });
});

test("a refused copy says what to do instead", async ({ page }) => {
  await page.addInitScript(() => { navigator.clipboard.writeText = () => Promise.reject(new Error("refused")); });
  await page.goto("/facts/GS-0041-5");
  await page.getByRole("button", { name: "문장 복사" }).click();
  await expect(page.getByText("복사하지 못했습니다. 글을 선택해 직접 복사해 주세요.")).toBeVisible();
});

test("what the browser cannot do is not offered", async ({ page }) => {
  await page.addInitScript(() => {
    for (const name of ["clipboard", "share"]) Object.defineProperty(Navigator.prototype, name, { value: undefined });
  });
  await page.goto("/facts/GS-0041-5");
  await expect(page.locator(".quote").first()).toBeVisible();
  await expect(page.getByRole("button", { name: /복사|공유/ })).toHaveCount(0);
});

test("sharing is handed to the device with title and address", async ({ page, baseURL }) => {
  await page.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, "share", { value: (what) => { window.shared = what; return Promise.resolve(); } });
  });
  await page.goto("/facts/GS-0041-5");
  await page.getByRole("button", { name: "공유" }).click();
  expect(await page.evaluate(() => window.shared)).toEqual({
    title: "AMRC ASIA Industry4.0센터 설립 MOA 체결 | 경산 정책기록",
    url: `${baseURL}/facts/GS-0041-5`,
  });
});

test.describe("without a script", () => {
  test.use({ javaScriptEnabled: false });

  test("nothing is offered that would not work, and the way to the top still does", async ({ page }) => {
    await page.goto("/facts/GS-0041-5");
    await expect(page.getByRole("button")).toHaveCount(0);
    await page.getByRole("link", { name: "맨 위로" }).click();
    await expect(page.getByRole("link", { name: "경산 정책기록", exact: true }).first()).toBeInViewport();
  });
});

test.describe("in the picture of the timeline", () => {
  test.use({ viewport: { width: 1280, height: 800 } });
  const fact = (page) => page.locator(".timeline-figure").getByRole("link", { name: /기술지원센터 준공/ }).first();
  const sentence = "2022년 12월 16일 경산4일반산업단지에서 탄소복합설계해석 기술지원센터의 준공식을 열었습니다.";

  test("a fact that is pointed at says its date and its sentence, until the pointer leaves both", async ({ page }) => {
    await page.goto(`${record}/timeline`);
    const note = page.getByRole("tooltip");
    await expect(note).toHaveCount(0);
    await fact(page).locator("text").hover();
    await expect(note).toContainText("2022년 12월 16일, 탄소복합설계해석 기술지원센터 준공");
    await expect(note).toContainText(sentence);
    await note.hover();
    await page.waitForTimeout(400);
    await expect(note).toBeVisible();
    const { x, width } = await note.boundingBox();
    expect(x >= 0 && x + width <= 1280).toBe(true);
    await page.mouse.move(5, 5);
    await expect(note).toBeHidden();
    // Nothing else of the browser's own says it again.
    await expect(page.locator(".timeline-figure title")).toHaveCount(0);
  });

  test("a fact that has the focus says the same, until Escape", async ({ page }) => {
    await page.goto(`${record}/timeline`);
    await fact(page).focus();
    await expect(page.getByRole("tooltip")).toContainText(sentence);
    await expect(fact(page)).toHaveAccessibleDescription(/준공식을 열었습니다/);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("tooltip")).toHaveCount(0);
    await fact(page).press("Enter");
    await expect(page).toHaveURL(/\/facts\/GS-\d+-\d$/);
  });

  test("without the network the name of the fact remains", async ({ page }) => {
    await page.goto(`${record}/timeline`);
    await page.route("**/facts/*.json", (route) => route.abort());
    await fact(page).focus();
    await expect(page.getByRole("tooltip")).toHaveText("2022년 12월 16일, 탄소복합설계해석 기술지원센터 준공, 같은 때의 기록 2건 더");
  });

  test.describe("without a script", () => {
    test.use({ javaScriptEnabled: false });

    test("a title says what a fact is", async ({ page }) => {
      await page.goto(`${record}/timeline`);
      await expect(fact(page).locator("title")).toHaveText("2022년 12월 16일, 탄소복합설계해석 기술지원센터 준공, 같은 때의 기록 2건 더");
    });
  });
});
