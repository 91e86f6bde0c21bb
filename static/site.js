// Extras that no page depends on: copying, sharing, suggestions while typing.
"use strict";

// The page is drawn only when it is complete, because a table drawn in part moves when its next row comes.
// Browsers that do not know this link ignore it. It is not in the page itself because today's checkers
// would not accept it there.
document.head.append(set(document.createElement("link"), { rel: "expect", href: "#end", blocking: "render" }));

addEventListener("DOMContentLoaded", () => {
  unfold();
  for (const input of document.querySelectorAll("input[name=q]")) combobox(input);
  for (const picture of document.querySelectorAll(".timeline-figure > svg")) explain(picture);
  if (!navigator.clipboard && !navigator.share) return;
  const announce = announcer();
  document.querySelector(".foot-line")?.append(make("div", { class: "tools" }, sharer(announce)));
  if (!navigator.clipboard) return;
  for (const text of document.querySelectorAll("[data-copy]")) {
    const copy = copier(text.dataset.copy, () => text.textContent.trim(), text.dataset.said, announce);
    text.closest(".use").querySelector(".copies").append(copy);
  }
});

// Not every browser opens the fold around a link's target.
function unfold() {
  const place = document.getElementById(location.hash.slice(1));
  const folded = place?.closest("details:not([open])");
  if (!folded) return;
  folded.open = true;
  place.scrollIntoView();
}
addEventListener("hashchange", unfold);

function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

function make(tag, attributes, ...children) {
  const element = set(document.createElement(tag), attributes);
  element.append(...children);
  return element;
}

function announcer() {
  const status = make("p", { role: "status", class: "toast" });
  let wait = 0;
  document.body.append(status);
  return (words) => {
    clearTimeout(wait);
    status.textContent = words;
    wait = setTimeout(() => { status.textContent = ""; }, 5000);
  };
}

function button(label, act) {
  const made = make("button", { type: "button", class: "tool" }, label);
  made.addEventListener("click", act);
  return made;
}

function copier(label, text, said, announce) {
  return button(label, async () => {
    try {
      await navigator.clipboard.writeText(text());
      announce(said);
    } catch {
      announce("복사하지 못했습니다. 글을 선택해 직접 복사해 주세요.");
    }
  });
}

function sharer(announce) {
  const url = document.querySelector("link[rel=canonical]")?.href ?? location.href;
  if (!navigator.share) return copier("공유", () => url, "주소를 복사했습니다.", announce);
  // Closing the panel without sharing is not an error.
  return button("공유", () => navigator.share({ title: document.title, url }).catch(() => {}));
}

// Shows the statement of a picture's fact under the pointer or with the focus, until Escape. Without it, each fact
// still is a link with a title.
function explain(picture) {
  const note = make("p", { id: "tl-note", role: "tooltip", class: "tl-note", hidden: "" });
  const known = new Map();
  let shown = null, wait = 0;
  document.body.append(note);
  // The browser would show the title as well.
  for (const link of picture.querySelectorAll("a")) set(link, { "aria-label": link.querySelector("title").textContent });
  for (const title of picture.querySelectorAll("title")) title.remove();

  const hide = () => { clearTimeout(wait); note.hidden = true; shown?.removeAttribute("aria-describedby"); shown = null; };

  async function show(link) {
    hide();
    shown = link;
    const path = link.getAttribute("href");
    try {
      if (!known.has(path)) {
        const answer = await fetch(path + ".json");
        if (answer.ok) known.set(path, (await answer.json()).statement);
      }
    } catch { /* Without a network, the title remains. */ }
    if (shown !== link) return;
    note.replaceChildren(make("b", {}, link.getAttribute("aria-label")), known.get(path) ?? "");
    note.hidden = false;
    set(link, { "aria-describedby": note.id });
    const at = link.getBoundingClientRect(), own = note.getBoundingClientRect();
    const left = Math.max(8, Math.min(at.left, document.documentElement.clientWidth - own.width - 8));
    const isBelow = at.bottom + own.height + 8 < innerHeight;
    note.style.left = left + scrollX + "px";
    note.style.top = (isBelow ? at.bottom + 4 : at.top - own.height - 4) + scrollY + "px";
  }

  const later = (act, time) => { clearTimeout(wait); wait = setTimeout(act, time); };
  picture.addEventListener("pointerover", (event) => {
    const link = event.target.closest("a");
    if (!link || event.pointerType === "touch") return;
    if (link === shown) clearTimeout(wait);
    else later(() => show(link), 80);
  });
  // The pointer may move on to the note.
  for (const place of [picture, note]) place.addEventListener("pointerout", () => later(hide, 200));
  note.addEventListener("pointerover", () => clearTimeout(wait));
  picture.addEventListener("focusin", (event) => show(event.target.closest("a")));
  picture.addEventListener("focusout", hide);
  picture.parentElement.addEventListener("scroll", hide);
  addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
}

// Suggestions as a combobox (WAI-ARIA 1.2). Without them the form works.
function combobox(input) {
  const list = make("ul", { id: input.id + "-suggestions", role: "listbox", "aria-label": "추천 검색어", class: "suggestions", hidden: "" });
  const status = make("p", { role: "status", class: "visually-hidden" });
  let asked = null, wait = 0, at = -1;
  set(input, { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id });
  input.form.append(list, status);

  const options = () => [...list.children];
  const close = () => { list.hidden = true; at = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
  const go = (option) => { location.href = option.dataset.path; };

  function mark(next) {
    at = next;
    options().forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else { input.setAttribute("aria-activedescendant", options()[at].id); options()[at].scrollIntoView({ block: "nearest" }); }
  }

  function show(items) {
    list.replaceChildren(...items.map((item, index) => {
      const url = new URL(item.url);
      const kind = make("span", { class: "hint" }, item.why ? item.kind + ", " + item.why : item.kind);
      const attributes = { id: list.id + "-" + index, role: "option", "aria-selected": "false", "data-path": url.pathname + url.search + url.hash };
      return make("li", attributes, make("span", {}, item.name), " ", kind);
    }));
    at = -1;
    list.hidden = items.length === 0;
    input.setAttribute("aria-expanded", String(items.length > 0));
    input.removeAttribute("aria-activedescendant");
    status.textContent = items.length > 0 ? "추천 검색어 " + items.length + "개" : "";
  }

  async function ask() {
    asked?.abort();
    const text = input.value.trim();
    if (!text) return close();
    asked = new AbortController();
    try {
      const answer = await fetch("/search/suggest?q=" + encodeURIComponent(text), { signal: asked.signal });
      if (answer.ok) show((await answer.json()).items);
    } catch { /* Aborted by the next letter, or no network: the form still works. */ }
  }

  input.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(ask, 120); });
  input.addEventListener("keydown", (event) => {
    // While a syllable is composed, the keys are for the input method.
    if (event.isComposing || list.hidden) return;
    const last = options().length - 1;
    if (event.key === "ArrowDown") mark(at < last ? at + 1 : -1);
    else if (event.key === "ArrowUp") mark(at < 0 ? last : at - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && at >= 0) go(options()[at]);
    else return;
    event.preventDefault();
  });
  // The pointer must not take the focus from the box before the choice is made.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => { const option = event.target.closest("[role=option]"); if (option) go(option); });
  input.addEventListener("blur", () => { clearTimeout(wait); asked?.abort(); close(); });
}
