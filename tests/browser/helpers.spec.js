// What the script adds: colours as the reader likes them, copying, sharing, "/", the way back to the top.
// Kept in the browser alone, and absent where the browser cannot do it.
import { expect, test } from "@playwright/test";

const paper = (page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
const light = "rgb(252, 251, 248)";
const dark = "rgb(20, 24, 27)";

test.describe("the colours of the page", () => {
  test.use({ colorScheme: "light" });

  test("are the reader's own choice, kept from page to page without a cookie", async ({ page, context }) => {
    await page.goto("/");
    expect(await paper(page)).toBe(light);
    await expect(page.getByRole("radio", { name: "기기 설정대로" })).toBeChecked();
    await page.getByRole("radio", { name: "어둡게" }).check();
    expect(await paper(page)).toBe(dark);

    await page.goto("/timeline");
    expect(await paper(page)).toBe(dark);
    await expect(page.getByRole("group", { name: "화면 색" }).getByRole("radio", { name: "어둡게" })).toBeChecked();
    expect(await context.cookies()).toEqual([]);

    await page.getByRole("radio", { name: "기기 설정대로" }).check();
    expect(await paper(page)).toBe(light);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await paper(page)).toBe(dark);
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
  });

  test("are the chosen ones before anything is drawn", async ({ page }) => {
    await page.goto("/");
    await page.getByRole("radio", { name: "어둡게" }).check();
    // Nothing of the body has been parsed when its first element comes.
    await page.addInitScript(() => {
      new MutationObserver((_, observer) => {
        if (!document.body) return;
        observer.disconnect();
        window.early = getComputedStyle(document.documentElement).colorScheme;
      }).observe(document, { childList: true, subtree: true });
    });
    await page.goto("/facts");
    expect(await page.evaluate(() => window.early)).toBe("dark");
  });

  test("hold for the page where the browser keeps nothing", async ({ page }) => {
    await page.addInitScript(() => {
      Object.defineProperty(window, "localStorage", { get() { throw new DOMException("refused", "SecurityError"); } });
    });
    await page.goto("/");
    await page.getByRole("radio", { name: "어둡게" }).check();
    expect(await paper(page)).toBe(dark);
  });
});

test.describe("with a clipboard", () => {
  test.use({ permissions: ["clipboard-read", "clipboard-write"] });
  const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());

  test("a citation is copied, and a status says so", async ({ page }) => {
    await page.goto("/facts/GS-0041-5");
    await page.getByRole("button", { name: "기사에 쓸 때 복사" }).click();
    await expect(page.getByRole("status").filter({ hasText: "복사했습니다." })).toBeVisible();
    expect(await clipboard(page)).toContain("경북일보 「우수 지역산업 바탕 미래 먹거리·성장 동력 확보 총력」");
    expect(await clipboard(page)).toMatch(/\/facts\/GS-0041-5@1$/);
  });

  test("the address of a page is copied", async ({ page, baseURL }) => {
    await page.goto("/timeline?year=2017");
    await page.getByRole("button", { name: "이 페이지 주소 복사" }).click();
    await expect(page.getByText("복사했습니다.")).toBeVisible();
    expect(await clipboard(page)).toBe(`${baseURL}/timeline?year=2017`);
  });
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
  await expect(page.getByRole("radio", { name: "어둡게" })).toBeVisible();
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

test("the key / goes to the search, unless one is typing or has switched it off", async ({ page }) => {
  await page.goto("/facts");
  const box = page.getByRole("combobox", { name: "찾을 말" });
  await page.keyboard.press("/");
  await expect(box).toBeFocused();
  await page.keyboard.type("1/2");
  await expect(box).toHaveValue("1/2");

  await page.getByRole("checkbox", { name: "/ 키를 누르면 찾는 칸으로 가기" }).uncheck();
  await page.reload();
  await page.keyboard.press("/");
  await expect(box).not.toBeFocused();
  await page.getByRole("checkbox", { name: "/ 키를 누르면 찾는 칸으로 가기" }).check();
  await page.keyboard.press("/");
  await expect(box).toBeFocused();
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
    await expect(page.getByRole("radio")).toHaveCount(0);
    await expect(page.getByRole("button")).toHaveText(["찾기"]);
    await page.getByRole("link", { name: "맨 위로" }).click();
    await expect(page.getByRole("link", { name: "경산 정책기록", exact: true }).first()).toBeInViewport();
  });
});
