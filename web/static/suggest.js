// Suggestions under the search box while one types: a combobox with a list, as ARIA
// has it. Without this file the box is a plain box.
"use strict";

const PAUSE_MS = 120;
const KINDS = { park: "园区", phrase: "词语", byline: "作者", headline: "标题" };

for (const form of document.querySelectorAll("[data-suggest]")) suggestIn(form);

function suggestIn(form) {
  const input = form.querySelector("input[name=q]");
  const list = made("ul", { id: "suggestions", role: "listbox", className: "suggestions" });
  const said = made("p", { role: "status", className: "unseen" });
  list.setAttribute("aria-label", "检索建议");
  list.hidden = true;
  form.append(list, said);
  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-controls": list.id,
    "aria-expanded": "false",
  })) {
    input.setAttribute(name, value);
  }

  let composing = false;
  let waiting = 0;
  let asking = null;
  let typed = input.value;

  // Nothing is asked while an input method composes: its letters are not the text.
  input.addEventListener("compositionstart", () => {
    composing = true;
    cancel();
  });
  input.addEventListener("compositionend", () => {
    composing = false;
    changed();
  });
  input.addEventListener("input", (event) => {
    if (!composing && !event.isComposing) changed();
  });
  input.addEventListener("blur", close);
  // The list must not take the focus from the box.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose(option);
  });
  input.addEventListener("keydown", (event) => {
    if (composing || event.isComposing || event.keyCode === 229) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const handle = { ArrowDown: down, ArrowUp: up, Enter: enter, Escape: escape }[event.key];
    if (handle?.()) {
      event.preventDefault();
      event.stopPropagation();
    }
  });
  form.addEventListener("submit", close);

  function changed() {
    cancel();
    typed = input.value;
    if (typed.trim()) waiting = setTimeout(ask, PAUSE_MS, typed);
    else close();
  }

  function cancel() {
    clearTimeout(waiting);
    asking?.abort();
    asking = null;
  }

  async function ask(text) {
    const mine = (asking = new AbortController());
    try {
      const url = `${form.dataset.suggest}?q=${encodeURIComponent(text)}`;
      const answer = await fetch(url, { signal: mine.signal });
      const found = answer.ok ? (await answer.json()).suggestions : [];
      if (asking === mine && document.activeElement === input) show(found);
    } catch {
      // No answer, or one that nobody waits for: the box works without.
      if (asking === mine) close();
    }
  }

  function show(suggestions) {
    list.replaceChildren(...suggestions.map(optionOf));
    list.hidden = !suggestions.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    input.removeAttribute("aria-activedescendant");
    said.textContent = suggestions.length ? `有 ${suggestions.length} 条建议` : "没有建议";
  }

  function close() {
    cancel();
    list.hidden = true;
    list.replaceChildren();
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    said.textContent = "";
  }

  // Up and down go round through the list, and through what was typed.
  function move(step) {
    const options = [...list.children];
    const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    const places = options.length + 1;
    const next = options[(at + step + places + 1) % places - 1];
    for (const option of options) {
      option.setAttribute("aria-selected", String(option === next));
    }
    input.value = next ? next.dataset.text : typed;
    if (next) input.setAttribute("aria-activedescendant", next.id);
    else input.removeAttribute("aria-activedescendant");
    next?.scrollIntoView({ block: "nearest" });
  }

  function down() {
    if (list.hidden) changed();
    else move(1);
    return true;
  }

  function up() {
    if (list.hidden) return false;
    move(-1);
    return true;
  }

  function enter() {
    const option = list.querySelector("[aria-selected=true]");
    if (!option) return false;
    choose(option);
    return true;
  }

  function escape() {
    if (list.hidden) return false;
    input.value = typed;
    close();
    return true;
  }

  function choose(option) {
    input.value = option.dataset.text;
    close();
    form.requestSubmit();
  }
}

function optionOf({ text, kind, count }, number) {
  const option = made("li", { id: `suggestion-${number}`, role: "option" });
  option.setAttribute("aria-selected", "false");
  option.dataset.text = text;
  option.append(
    made("span", { className: "meant", textContent: text }),
    made("span", { className: "kind", textContent: KINDS[kind] }),
    made("span", { className: "count", textContent: `${count} 篇` }),
  );
  return option;
}

function made(tag, { role, ...properties }) {
  const element = Object.assign(document.createElement(tag), properties);
  if (role) element.setAttribute("role", role);
  return element;
}
