// Two replicas behind Debian's nginx with deploy/nginx.conf, under load over TLS: one is killed and comes back, then
// a new edition is rolled out on one after the other. No request may fail, and no answer may mix editions. Then an
// export behind deploy/static.conf: every address, in every encoding, with its headers. Of the two files only the
// ports and folders of "the place" are replaced; the certificate is one made here. Last a link checker on the server
// itself. Needs nginx, openssl, the packages of tests/browser and a built binary: `scripts/replicas [BINARY] [SECONDS]`.
import { spawn, spawnSync } from "node:child_process";
import assert from "node:assert/strict";
import fs from "node:fs";
import http from "node:http";
import http2 from "node:http2";
import https from "node:https";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const root = path.join(import.meta.dirname, "../..");
const binary = path.resolve(process.argv[2] ?? path.join(root, "target/debug/gyeongsan"));
const seconds = Number(process.argv[3] ?? 8);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "gyeongsan-replicas-"));
const children = new Set();
const first = 20000 + Math.floor(Math.random() * 20000);
const [plain, secure, files, one, two, crawl] = [0, 1, 2, 3, 4, 5].map((number) => first + number);
const site = "records.example.org";
// Whom a client trusts, and for whom: filled in once the certificate is made.
const trusted = { servername: site };

function start(command, args) {
  const child = spawn(command, args, { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  child.said = "";
  child.stderr.on("data", (text) => (child.said += text));
  child.ended = new Promise((resolve) => child.on("exit", resolve));
  children.add(child);
  return child;
}

function get(port, target, encoding = "identity", agent = undefined, extra = {}, sent = "") {
  return new Promise((resolve, reject) => {
    const headers = { "accept-encoding": encoding, host: site, ...extra };
    const options = { port, host: "127.0.0.1", path: target, headers, agent, timeout: 15000, ...trusted };
    const request = (port === secure ? https : http).request(options, (answer) => {
      const pieces = [];
      answer.on("data", (piece) => pieces.push(piece));
      answer.on("error", reject);
      answer.on("end", () => resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(pieces) }));
    });
    request.on("timeout", () => request.destroy(new Error(`no answer: ${target}`)));
    request.on("error", reject);
    request.end(sent);
  });
}

// Waits until something holds; a server that is not there yet is no failure.
async function until(what, holds) {
  for (const limit = Date.now() + 60000; Date.now() < limit; await sleep(50)) {
    if (await holds().catch(() => false)) return;
  }
  throw new Error(`not in a minute: ${what}`);
}

function replica(port) {
  const args = ["serve", "--listen", `127.0.0.1:${port}`, "--public-url", `https://${site}`];
  return start(binary, [...args, "--seeds", "seeds"]);
}

const edition = async (port) => JSON.parse((await get(port, "/health/ready")).body).edition;
const isReady = (port, number) => until(`edition ${number} on ${port}`, async () => (await edition(port)) === number);

function certify() {
  const made = spawnSync("openssl", [
    ..."req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -days 2".split(" "),
    ...["-subj", `/CN=${site}`, "-addext", `subjectAltName=DNS:${site}`, "-keyout", "privkey.pem", "-out", "fullchain.pem"],
  ], { cwd: folder });
  assert.equal(made.status, 0, String(made.stderr));
  trusted.ca = fs.readFileSync(`${folder}/fullchain.pem`);
}

// The head of an answer over HTTP/2.
function headOverHttp2(target) {
  return new Promise((resolve, reject) => {
    const session = http2.connect(`https://127.0.0.1:${secure}`, trusted).on("error", reject);
    const request = session.request({ ":path": target, ":authority": site }).on("error", reject);
    request.on("response", (head) => {
      session.close();
      resolve(head);
    });
    request.resume().end();
  });
}

// nginx with a file of deploy/ in its http block.
function nginx(name, replaced) {
  let text = fs.readFileSync(path.join(root, "deploy", name), "utf8");
  for (const [from, to] of replaced) {
    assert(text.includes(from), `${from} is in ${name}`);
    text = text.replaceAll(from, to);
  }
  const brotli = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so";
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `${kind}_temp_path ${folder}/${kind};`);
  const user = process.getuid() === 0 ? "user root;" : "";
  fs.writeFileSync(path.join(folder, name), text);
  fs.writeFileSync(
    path.join(folder, `main-${name}`),
    `load_module ${brotli};\n${user} daemon off; worker_processes 2; pid ${folder}/${name}.pid; error_log stderr warn;\n` +
      `events {}\nhttp { access_log off; ${temporary.join(" ")} include ${folder}/${name}; }\n`,
  );
  return start("nginx", ["-e", "stderr", "-p", folder, "-c", `${folder}/main-${name}`]);
}

// One reader's request that is refused for its head or body: no other reader may meet the refusal, neither when the
// cache had no page yet nor when it fetches an old page anew with the fields of such a request.
const refusals = [
  ["/terms", Object.fromEntries(Array.from({ length: 70 }, (_, number) => [`x-${number}`, "1"])), "", 431],
  ["/about", { "content-length": "20000" }, "a".repeat(20000), null],
  ["/accessibility", { "transfer-encoding": "chunked" }, "a", null],
];

async function refuseWithAColdCache() {
  for (const [target, extra, sent, status] of refusals) {
    const refused = await get(secure, target, "identity", undefined, extra, sent);
    if (status) assert.equal(refused.status, status, target);
    const page = await get(secure, target);
    assert.equal(page.status, 200, `${target} after a refusal: ${page.headers["x-cache"]}`);
    const again = await get(secure, target);
    assert.deepEqual([again.status, again.headers["x-cache"]], [200, "HIT"], target);
  }
  return Date.now();
}

async function refuseWithAWarmCache(filled) {
  // A page is fetched anew once it is older than its minute.
  await sleep(Math.max(0, filled + 61000 - Date.now()));
  for (const [target, extra, sent] of refusals) {
    const stale = await get(secure, target, "identity", undefined, extra, sent);
    assert.equal(stale.headers["x-cache"], "STALE", target);
    await sleep(500);
    for (let again = 0; again < 2; again += 1) {
      const page = await get(secure, target);
      assert.equal(page.status, 200, `${target} after a refusal: ${page.headers["x-cache"]}`);
    }
  }
  console.log(`cache: ${refusals.length} refusals, cold and warm, shown to nobody else`);
}

// One fact whose title tells the editions apart, and what each answer says of itself.
const [code, before, after] = ["GS-0042-3", null, "새 판에서 고친 제목"];
const titles = { 1: before, 2: after };

function assertWhole(target, { status, body }) {
  assert.equal(status, 200, target);
  const text = body.toString();
  if (target.startsWith("/facts.json")) {
    const { edition, items } = JSON.parse(text);
    const item = items.find((item) => item.code === code);
    assert.equal(item.title, titles[edition.number], `edition ${edition.number} of ${target}`);
  } else if (target.startsWith(`/facts/${code}`)) {
    const number = text.includes(titles[2]) ? 2 : 1;
    assert.equal(text.includes(titles[1]), number === 1, `two titles on ${target}`);
    assert(text.includes(`href="/editions/${number}"`), `edition ${number} on ${target}`);
    assert(!text.includes(`href="/editions/${3 - number}"`), `two editions on ${target}`);
  }
}

async function replicas() {
  // The seeds of one article, which has one edition.
  fs.cpSync(path.join(root, "tests/one_article"), path.join(folder, "seeds"), { recursive: true });
  let killed = replica(one);
  const kept = replica(two);
  await Promise.all([isReady(one, 1), isReady(two, 1)]);
  titles[1] = JSON.parse((await get(one, `/facts/${code}.json`)).body).title;
  for (const target of ["/", "/timeline", "/facts", `/facts/${code}`, "/facts.json", "/data/catalog.jsonld"]) {
    for (const encoding of ["identity", "gzip", "br"]) {
      const [here, there] = [await get(one, target, encoding), await get(two, target, encoding)];
      assert(here.headers.etag && here.headers.etag === there.headers.etag, `${target} in ${encoding}`);
      assert(here.body.equals(there.body), `${target} in ${encoding}`);
    }
  }
  certify();
  const server = nginx("nginx.conf", [
    ["listen 80;", `listen 127.0.0.1:${plain};`],
    ["listen 443 ", `listen 127.0.0.1:${secure} `],
    ["/etc/nginx/gyeongsan/", `${folder}/`],
    ["/var/lib/gyeongsan-acme", `${folder}/acme`],
    ["127.0.0.1:8081", `127.0.0.1:${one}`],
    ["127.0.0.1:8082", `127.0.0.1:${two}`],
    ["/var/cache/nginx/gyeongsan", `${folder}/cache`],
  ]);
  await until("nginx", async () => (await get(secure, "/")).status === 200);
  assert.equal((await get(secure, "/metrics")).status, 404);
  const head = await headOverHttp2("/facts");
  assert.equal(head[":status"], 200);
  assert.match(head["strict-transport-security"], /^max-age=[1-9]/);
  const moved = await get(plain, "/facts?page=2");
  assert.deepEqual([moved.status, moved.headers.location], [308, `https://${site}/facts?page=2`]);
  // RFC 6797, section 7.2: never said without TLS.
  assert.equal(moved.headers["strict-transport-security"], undefined);
  const challenge = "/.well-known/acme-challenge/token";
  fs.mkdirSync(path.dirname(`${folder}/acme${challenge}`), { recursive: true });
  fs.writeFileSync(`${folder}/acme${challenge}`, "an authority's");
  assert.equal(String((await get(plain, challenge)).body), "an authority's");

  const filled = await refuseWithAColdCache();

  let [running, answered, number] = [true, 0, 0];
  const seen = { 1: 0, 2: 0 };
  const agent = new https.Agent({ keepAlive: true, maxSockets: 8 });
  const reader = async () => {
    while (running) {
      number += 1;
      // A query that says nothing: every other request goes past the cache, to a replica.
      const fresh = number % 2 ? `?utm_source=${number}` : "";
      const targets = [`/facts/${code}${fresh}`, "/facts.json", `/timeline${fresh}`, "/facts.csv", `/${fresh}`];
      const target = targets[number % targets.length];
      const answer = await get(secure, target, "identity", agent);
      assertWhole(target, answer);
      if (target.startsWith(`/facts/${code}`)) seen[answer.body.includes(titles[2]) ? 2 : 1] += 1;
      answered += 1;
      await sleep(5);
    }
  };
  const readers = Promise.all(Array.from({ length: 8 }, reader));
  // A failure of a reader ends everything at once.
  const meanwhile = (step) => Promise.race([step, readers.then(() => assert.fail("readers ended"))]);
  await meanwhile(sleep((seconds * 1000) / 4));
  killed.kill("SIGKILL");
  await killed.ended;
  await meanwhile(sleep((seconds * 1000) / 4));
  killed = replica(one);
  await meanwhile(isReady(one, 1));

  const file = fs.readdirSync(`${folder}/seeds/facts`).map((name) => `${folder}/seeds/facts/${name}`)
    .find((name) => fs.readFileSync(name, "utf8").includes(`"${code}"`));
  const text = fs.readFileSync(file, "utf8");
  assert(text.includes(`title = "${titles[1]}"`));
  fs.writeFileSync(file, text.replace(`title = "${titles[1]}"`, `title = "${titles[2]}"`));
  const published = spawnSync(binary, ["publish", "--seeds", "seeds", "--note", "제목을 고쳤습니다."], { cwd: folder });
  assert.equal(published.status, 0, String(published.stderr));
  for (const [child, port] of [[killed, one], [kept, two]]) {
    child.kill("SIGHUP");
    await meanwhile(isReady(port, 2));
    await meanwhile(sleep((seconds * 1000) / 8));
  }
  await meanwhile(sleep((seconds * 1000) / 4));
  running = false;
  await readers;
  assert(seen[1] > 0 && seen[2] > 0, "both editions were read");
  console.log(`replicas: ${answered} requests, none failed; ${seen[1]} of edition 1, then ${seen[2]} of edition 2`);
  return async () => {
    await refuseWithAWarmCache(filled);
    for (const child of [server, killed, kept]) child.kill("SIGTERM");
    await Promise.all([server.ended, killed.ended, kept.ended]);
  };
}

async function exported() {
  const place = path.join(folder, "export");
  const made = spawnSync(binary, ["export", place, "--seeds", "seeds", "--public-url", `https://${site}`], { cwd: folder });
  assert.equal(made.status, 0, String(made.stderr));
  const server = nginx("static.conf", [["listen 80;", `listen 127.0.0.1:${files};`], ["/srv/gyeongsan", place]]);
  await until("nginx", async () => (await get(files, "/")).status === 200);
  const agent = new http.Agent({ keepAlive: true });
  let asked = 0;
  const addresses = fs.readFileSync(`${place}/addresses.jsonl`, "utf8").trim().split("\n").map((line) => JSON.parse(line));
  const headers = new Map(addresses.map((known) => [known.address, known.headers]));
  for (const known of addresses) {
    for (const encoding of ["identity", "gzip", "br"]) {
      const answer = await get(files, known.address, encoding, agent);
      const what = `${known.address} in ${encoding}`;
      assert.equal(answer.status, known.status, what);
      const file = known.files.find((file) => file.encoding === encoding) ?? known.files[0];
      if (file) assert(answer.body.equals(fs.readFileSync(`${place}/${file.file}`)), what);
      if (known.status === 200) assert.equal(answer.headers["content-encoding"] ?? "identity", file.encoding, what);
      for (const [name, value] of Object.entries(known.headers)) {
        // nginx has its own spelling of these, and leaves Vary off what has one form.
        if (["vary", "accept-ranges"].includes(name)) continue;
        // A narrowed table is saved under the name of the whole: each name would be a line of nginx's configuration.
        const whole = name === "content-disposition" && headers.get(known.address.split("?")[0]);
        assert.equal(answer.headers[name], whole ? whole[name] : value, `${name} of ${what}`);
      }
      if (known.status === 200) {
        assert.match(answer.headers.etag, /^"/, what);
        assert.equal(answer.headers["last-modified"], undefined, what);
      }
      asked += 1;
    }
  }
  const tag = (await get(files, "/facts", "br")).headers.etag;
  const again = await new Promise((resolve) =>
    http.get({ port: files, host: "127.0.0.1", path: "/facts", headers: { "accept-encoding": "br", "if-none-match": tag } }, resolve));
  assert.equal(again.statusCode, 304);
  again.resume();
  for (const [target, status] of [
    ["/facts?utm_source=x", 200],
    ["/facts?status=done&year=2017", 404],
    ["/facts?page=99", 404],
    ["/search?q=x", 404],
    ["/facts.html", 404],
    ["/facts.html.gz", 404],
    ["/nowhere", 404],
    ["/%2e%2e/export.json", 400],
  ]) {
    assert.equal((await get(files, target)).status, status, target);
  }
  const slash = await get(files, "/facts/");
  assert.deepEqual([slash.status, slash.headers.location], [308, "/facts"]);
  console.log(`export: ${asked} answers of nginx are those of the server`);
  server.kill("SIGTERM");
  await server.ended;
}

// A link checker, which opens as many connections as it finds links, meets no broken link on the server itself. It is
// kept from what robots.txt keeps crawlers from, lists narrowed by several things, for there is no end of them.
async function crawled() {
  const server = start(binary, ["serve", "--seeds", "seeds", "--listen", `127.0.0.1:${crawl}`]);
  await until("the server to crawl", async () => (await get(crawl, "/health/ready")).status === 200);
  const linkinator = path.join(root, "tests/browser/node_modules/.bin/linkinator");
  const own = `http://127.0.0.1:${crawl}/`;
  const skip = `^(?!${own})|[?].*&`;
  for (const turn of ["first", "second"]) {
    const child = spawn(linkinator, [own, "--recurse", "--skip", skip, "--format", "json"], { cwd: folder });
    children.add(child);
    let said = "";
    child.stdout.on("data", (text) => (said += text));
    child.stderr.resume();
    const code = await new Promise((resolve) => child.on("close", resolve));
    const links = JSON.parse(said.slice(said.indexOf("{"))).links.filter((link) => link.state !== "SKIPPED");
    const broken = links.filter((link) => link.state !== "OK").map(({ url, status, parent }) => `${status} ${url} on ${parent}`);
    assert.deepEqual(broken, [], `${broken.length} of ${links.length} links, the ${turn} time`);
    assert.equal(code, 0);
    assert(links.length > 3000, `${links.length} links`);
    console.log(`crawl: ${links.length} links, none broken, the ${turn} time`);
  }
  server.kill("SIGTERM");
  await server.ended;
}

let failed = false;
try {
  const finish = await replicas();
  await exported();
  await crawled();
  await finish();
} catch (error) {
  failed = true;
  console.error(error);
  for (const child of children) console.error(`--- ${child.spawnfile} ---\n${child.said}`);
} finally {
  for (const child of children) child.kill("SIGKILL");
  fs.rmSync(folder, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);
