// Suggestions while typing in a search box, as a combobox (WAI-ARIA 1.2). Without this the form does all.
"use strict";
for (const input of document.querySelectorAll("input[type=search][name=q]")) combobox(input);

function combobox(input) {
  const list = document.createElement("ul");
  const status = document.createElement("p");
  let asked = null, wait = 0, at = -1;
  list.id = input.id + "-suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "제안");
  list.className = "suggestions";
  list.hidden = true;
  status.setAttribute("role", "status");
  status.className = "visually-hidden";
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]]) {
    input.setAttribute(name, value);
  }
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
      const option = document.createElement("li"), name = document.createElement("span"), kind = document.createElement("span");
      const url = new URL(item.url);
      option.id = list.id + "-" + index;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.path = url.pathname + url.search + url.hash;
      name.textContent = item.name;
      kind.textContent = item.why ? item.kind + ", " + item.why : item.kind;
      kind.className = "hint";
      option.append(name, " ", kind);
      return option;
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
