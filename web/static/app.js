// Keys and small comforts. Every page does all its work without this file.
"use strict";

const box = document.getElementById("q");
const keys = document.getElementById("keys");

function editing(target) {
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

// Move the focus to the next or the previous result.
function walk(step) {
  const hits = [...document.querySelectorAll("[data-hit]")];
  const at = hits.indexOf(document.activeElement);
  const next = at < 0 ? (step > 0 ? 0 : -1) : at + step;
  const hit = hits.at(next);
  if (hit && next < hits.length && (at < 0 || next >= 0)) {
    hit.focus({ preventScroll: true });
    hit.closest("li").scrollIntoView({ block: "nearest" });
  }
}

// Go round through the highlighted places of an article.
function stepThrough(step) {
  const marks = [...document.querySelectorAll(".story mark")];
  if (!marks.length) return;
  const here = marks.findIndex((mark) => mark.classList.contains("here"));
  const next = here < 0 && step < 0 ? marks.length - 1 : here + step;
  if (here >= 0) marks[here].classList.remove("here");
  const mark = marks.at(next % marks.length);
  mark.classList.add("here");
  mark.scrollIntoView({ block: "center" });
}

// What is selected of an article and its source, or else the citation alone.
async function copyCitation() {
  const source = document.querySelector("[data-source]")?.textContent;
  if (!source) return;
  const selected = String(document.getSelection()).trim();
  const text = selected
    ? `“${selected}”——${source}`
    : document.querySelector(".citation").textContent;
  const said = document.querySelector("[data-copied]");
  try {
    await navigator.clipboard.writeText(text);
    said.textContent = selected ? "已复制所选文字和出处" : "已复制引用";
  } catch {
    said.textContent = "浏览器不让复制，请选中后用 Ctrl+C";
  }
}

const copying = document.querySelector(".copying");
if (copying) {
  copying.hidden = false;
  // A click would take the selection away before it is read.
  copying.addEventListener("mousedown", (event) => event.preventDefault());
  copying.querySelector("button").addEventListener("click", copyCitation);
}

const ACTIONS = {
  "/": () => {
    box?.focus();
    box?.select();
  },
  "?": () => keys.showModal(),
  j: () => walk(1),
  k: () => walk(-1),
  n: () => stepThrough(1),
  p: () => stepThrough(-1),
  o: () => document.querySelector("[data-original]")?.click(),
  c: () => copyCitation(),
};

document.addEventListener("keydown", (event) => {
  // 229 is what a browser says while an input method has the key.
  if (event.isComposing || event.keyCode === 229) return;
  if (event.ctrlKey || event.metaKey || event.altKey || keys.open) return;
  if (editing(event.target)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const action = ACTIONS[event.key];
  if (action) {
    event.preventDefault();
    action();
  }
});

for (const link of document.querySelectorAll("[data-step]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    stepThrough(Number(link.dataset.step));
  });
}

for (const form of document.querySelectorAll("[data-search]")) {
  // What is usual need not stand in the address.
  form.addEventListener("formdata", ({ formData }) => {
    if (formData.get("exact") === "0") formData.delete("exact");
    if (!formData.get("scope")) formData.delete("scope");
  });
  form.addEventListener("change", (event) => {
    if (["exact", "scope"].includes(event.target.name) && box.value.trim()) form.requestSubmit();
  });
}

// Dragging over the bars of a timeline chooses all of them.
for (const figure of document.querySelectorAll("[data-timeline]")) {
  const bars = [...figure.querySelectorAll("svg a")];
  const at = ({ clientX, clientY }) =>
    bars.indexOf(document.elementFromPoint(clientX, clientY)?.closest("svg a"));
  let from = -1;
  figure.addEventListener("dragstart", (event) => event.preventDefault());
  figure.addEventListener("pointerdown", (event) => (from = at(event)));
  figure.addEventListener("pointermove", (event) => {
    const to = at(event);
    if (from < 0 || to < 0 || !event.buttons) return;
    const [first, last] = [from, to].sort((a, b) => a - b);
    bars.forEach((bar, i) => bar.classList.toggle("dragged", i >= first && i <= last));
  });
  figure.addEventListener("click", (event) => {
    const to = at(event);
    if (from < 0 || to < 0 || from === to) return;
    event.preventDefault();
    const [first, last] = [from, to].sort((a, b) => a - b).map((i) => bars[i]);
    const url = new URL(bars[to].href.baseVal ?? bars[to].href, location);
    url.searchParams.set("since", first.dataset.period);
    url.searchParams.set("until", last.dataset.period);
    location.assign(url);
  });
}

// A filter is a new page, but the reader stays where they were.
const PLACE = "place";
const fold = document.querySelector("[data-fold]");

document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-keep-scroll] a")) {
    const place = { top: window.scrollY, open: fold?.open ?? false };
    sessionStorage.setItem(PLACE, JSON.stringify(place));
  }
});

const kept = sessionStorage.getItem(PLACE);
if (kept) {
  sessionStorage.removeItem(PLACE);
  const place = JSON.parse(kept);
  if (fold) fold.open = place.open;
  window.scrollTo({ top: place.top, behavior: "instant" });
}
