// One address of every kind of page, and of every state that looks different.
import { readFileSync } from "node:fs";

// The pages that every site has, from where they are written.
const source = readFileSync(new URL("../../src/address/fixed.rs", import.meta.url), "utf8");
const [, variants] = source.match(/FixedPage \{([^}]+)\}/);
const fixed = [...variants.matchAll(/= "([^"]+)"/g)].map(([, path]) => path);

const port = Number(process.env.SITE_PORT ?? 8199);

// Where the site of one article is, and where that of the whole record.
export const site = `http://127.0.0.1:${port}`;
export const record = `http://127.0.0.1:${port + 1}`;

export const pages = [
  ...fixed,
  "/plans",
  "/plans?state=passed",
  "/timeline",
  "/timeline?year=2017&status=done",
  "/facts",
  "/facts?page=2",
  "/facts?year=1999",
  "/facts/GS-0042-3",
  "/facts/GS-0066-7",
  "/facts/GS-0041-5@1",
  "/facts/GS-0042-3/embed",
  "/figures",
  "/industries",
  "/institutions?industry=blue-technology",
  "/industries/blue-technology",
  "/projects/amrc-asia-centre",
  "/agreements/amrc-moa",
  "/institutions/gyeongsan-city",
  "/sites/knowledge-industry-district",
  "/sources/kyongbuk-2018",
  "/editions/1",
  "/search",
  "/search?q=%ED%83%84%EC%86%8C",
  "/search?q=%E3%85%8A%E3%85%85%E3%84%B1%E3%85%85",
  "/search?q=%EC%97%86%EB%8A%94%EB%A7%90%EC%94%80",
  "/nothing-here",
  "/facts/GS-0042-4",
  "/facts?status=finished",
  // What only many sources have: differences, outcomes, cited sources, editions that changed something.
  ...[
    "/",
    "/plans",
    "/timeline",
    "/timeline?page=2",
    "/institutions/gyeongsan-city",
    "/sources",
    "/sources/ajunews-2017-12-22",
    "/facts/GS-0022-4",
    "/facts/GS-0057-9",
    "/facts/GS-0042-3@1",
    "/facts/GS-0001-3",
    "/editions/3",
  ].map((path) => `${record}${path}`),
];
