// The site in a real browser. `./scripts/test` builds the program, installs what is needed and runs this.
import { defineConfig } from "@playwright/test";

import { record, site } from "./pages.js";

const phone = { width: 360, height: 740 };
const desktop = { width: 1280, height: 800 };
const looks = { phone, desktop };

export default defineConfig({
  testDir: ".",
  forbidOnly: true,
  retries: 0,
  workers: 2,
  reporter: "line",
  // Some tests walk through every page.
  timeout: 90_000,
  use: {
    baseURL: site,
    locale: "ko-KR",
    actionTimeout: 5_000,
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    },
  },
  projects: [
    ...Object.entries(looks).map(([name, viewport]) => ({ name, testMatch: "looks.spec.js", use: { viewport } })),
    { name: "readers", testIgnore: ["looks.spec.js", "firefox.spec.js", "lighthouse.spec.js"], use: { viewport: phone } },
    { name: "firefox", testMatch: "firefox.spec.js" },
    // Alone, when all else is done: it measures time.
    { name: "lighthouse", testMatch: "lighthouse.spec.js", dependencies: [...Object.keys(looks), "readers", "firefox"] },
  ],
  // The seeds of one article, of which the tests know every word, and the living record beside them.
  webServer: [
    { address: site, seeds: "--seeds ../one_article" },
    { address: record, seeds: "" },
  ].map(({ address, seeds }) => ({
    command: `../../target/debug/gyeongsan serve ${seeds} --listen ${new URL(address).host} --public-url ${address}`,
    url: `${address}/`,
    timeout: 30_000,
  })),
});
