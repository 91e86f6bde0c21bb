// What a browser can add, and nothing that a page needs: colours as the reader chose them, copying,
// sharing, "/" for the search, suggestions while typing. Choices stay in this browser.
"use strict";
const root = document.documentElement;

// At once, before anything is drawn, so that nothing flashes and nothing moves.
paint(recall("theme"));
// Drawn when it is all there: a table drawn in part moves when its next row comes. Browsers that know no
// such link go on as ever; in the page itself it would be no valid HTML to the checkers of today.
document.head.append(set(document.createElement("link"), { rel: "expect", href: "#end", blocking: "render" }));
const scrolled = () => { root.dataset.far = String(scrollY > 2 * innerHeight); };
scrolled();
addEventListener("scroll", scrolled, { passive: true });

addEventListener("DOMContentLoaded", () => {
  for (const input of document.querySelectorAll("input[name=q]")) combobox(input);
  const say = speaker();
  const tools = make("div", { class: "tools" }, ...addressTools(say), themes(), slash());
  document.querySelector("footer.bottom")?.append(tools);
  if (!navigator.clipboard) return;
  for (const text of document.querySelectorAll(".quote, .paste pre")) {
    const what = text.closest("details")?.querySelector("summary") ?? text.previousElementSibling;
    const copy = copier("복사", () => text.textContent.trim(), say);
    copy.setAttribute("aria-label", what.textContent + " 복사");
    text.before(copy);
  }
});

function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

function make(tag, attributes, ...children) {
  const element = set(document.createElement(tag), attributes);
  element.append(...children);
  return element;
}

// A browser may refuse to keep anything; then a choice holds for the page.
function recall(name) {
  try { return localStorage.getItem(name) ?? ""; } catch { return ""; }
}

function keep(name, value) {
  try {
    if (value) localStorage.setItem(name, value);
    else localStorage.removeItem(name);
  } catch { /* Not kept. */ }
}

function paint(theme) {
  if (theme) root.dataset.theme = theme;
  else delete root.dataset.theme;
}

function themes() {
  const choices = make("fieldset", {}, make("legend", {}, "화면 색"));
  for (const [value, label] of [["", "기기 설정대로"], ["light", "밝게"], ["dark", "어둡게"]]) {
    const radio = make("input", { type: "radio", name: "theme", value, autocomplete: "off" });
    radio.checked = value === recall("theme");
    radio.addEventListener("change", () => { paint(value); keep("theme", value); });
    choices.append(make("label", {}, radio, label));
  }
  return choices;
}

// A shortcut of one letter can be hit by mistake, or by speech: it has a switch (WCAG 2.1.4).
function slash() {
  const box = document.querySelector("main input[name=q]") ?? document.querySelector("input[name=q]");
  const choice = make("input", { type: "checkbox", autocomplete: "off" });
  choice.checked = recall("slash") !== "off";
  choice.addEventListener("change", () => keep("slash", choice.checked ? "" : "off"));
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select");
    if (event.key !== "/" || !choice.checked || typing || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    box.select();
    box.focus();
  });
  return make("label", {}, choice, "/ 키를 누르면 찾는 칸으로 가기");
}

function speaker() {
  const status = make("p", { role: "status", class: "said" });
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

function copier(label, text, say) {
  return button(label, async () => {
    try {
      await navigator.clipboard.writeText(text());
      say("복사했습니다.");
    } catch {
      say("복사하지 못했습니다. 글을 골라 직접 복사해 주세요.");
    }
  });
}

function addressTools(say) {
  const url = document.querySelector("link[rel=canonical]")?.href ?? location.href;
  const tools = [];
  if (navigator.clipboard) tools.push(copier("이 페이지 주소 복사", () => url, say));
  // A reader who closes the panel again has not met with a fault.
  if (navigator.share) tools.push(button("이 페이지 나누기", () => navigator.share({ title: document.title, url }).catch(() => {})));
  return tools;
}

// Suggestions as a combobox (WAI-ARIA 1.2). Without them the form does all.
function combobox(input) {
  const list = make("ul", { id: input.id + "-suggestions", role: "listbox", "aria-label": "제안", class: "suggestions", hidden: "" });
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
    status.textContent = items.length > 0 ? "제안 " + items.length + "개" : "";
  }

  async function ask() {
    asked?.abort();
    const text = input.value.trim();
    if (!text) return close();
    asked = new AbortController();
    try {
      const answer = await fetch("/search/suggest?q=" + encodeURIComponent(text), { signal: asked.signal });
      if (answer.ok) show((await answer.json()).items);
    } catch { /* Left for the next letter, or the network is gone: the form still works. */ }
  }

  input.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(ask, 120); });
  input.addEventListener("keydown", (event) => {
    // While a syllable is being composed the keys are the input method's.
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
