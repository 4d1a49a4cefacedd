/* Search while typing: in titles and steps at once, in evidence as soon as it is unpacked. */
const chosen = { words: [], statuses: new Set(), tag: "", chapter: "" };
const said = new Map(); // scenario → its words
let evidenceWords = null; // scenario → what its evidence says, as [where, words]

function wordsOf(element) {
  if (!said.has(element)) said.set(element, element.textContent.toLowerCase());
  return said.get(element);
}

async function gatherEvidenceWords() {
  const contents = await load("contents");
  const texts = contents.map(wordsOfItem);
  const gathered = new Map();
  for (const feature of document.querySelectorAll(".feature")) {
    const cases = await load(`feature-${feature.dataset.feature}`);
    for (const [id, steps] of Object.entries(cases)) {
      const article = articleOf(document.getElementById(id));
      const places = gathered.get(article) || [];
      for (const step of steps) {
        places.push(["a step", `${step.keyword} ${step.text}`.toLowerCase()]);
        for (const entry of step.entries) {
          places.push([entry.kind === "live" ? "a live message" : `a ${entry.kind}`.replace("a e", "an e"), wordsOfEntry(entry)]);
          if (entry.content !== undefined) places.push([contents[entry.content].type === "e-mail" ? "an e-mail" : "a document", texts[entry.content]]);
        }
      }
      gathered.set(article, places);
    }
  }
  gathered.contents = texts;
  return gathered;
}

function wordsOfItem(item) {
  if (item.type === "e-mail") return `${item.sender} ${item.to} ${item.subject} ${item.text} ${wordsOfMarkup(item.html)}`.toLowerCase();
  if (item.type === "paper") return `${item.title} ${item.pages.map((page) => page.words).join(" ")}`.toLowerCase();
  if (item.type === "tables") return JSON.stringify(item.tables).toLowerCase();
  return `${item.name || ""} ${item.text || ""}`.toLowerCase();
}

function wordsOfMarkup(html) {
  return html.replace(/<(style|script)\b[^]*?<\/\1\s*>|<[^>]*>/gi, " ");
}

function wordsOfEntry({ caption, message, command, lines, frame }) {
  return [caption, message, command, ...(lines || []), frame && JSON.stringify(frame)].filter(Boolean).join(" ").toLowerCase();
}

function articleOf(element) {
  return element.closest("article.scenario");
}

/* Where a scenario contains the words: null if nowhere, "" if in its own text. */
function hitOf(article) {
  if (!chosen.words.length) return "";
  const heading = `${article.closest(".feature").querySelector("h3").textContent} ${article.closest(".rule")?.querySelector("h4").textContent ?? ""}`.toLowerCase();
  const open = chosen.words.filter((word) => !wordsOf(article).includes(word) && !heading.includes(word));
  if (!open.length) return "";
  const places = (evidenceWords && evidenceWords.get(article)) || [];
  const found = open.map((word) => places.find(([, words]) => words.includes(word)));
  return found.every(Boolean) ? `in ${found[0][0]}` : null;
}

function isChosen(article) {
  if (chosen.chapter && article.closest(".chapter").id !== chosen.chapter) return false;
  if (chosen.tag && !article.dataset.tags.split(" ").includes(chosen.tag)) return false;
  return !chosen.statuses.size || article.dataset.status.split(" ").some((status) => chosen.statuses.has(status));
}

function isFiltering() {
  return Boolean(chosen.words.length || chosen.statuses.size || chosen.tag || chosen.chapter);
}

function applyToStory() {
  let count = 0;
  for (const article of document.querySelectorAll("article.scenario")) {
    const hit = isChosen(article) ? hitOf(article) : null;
    article.hidden = hit === null;
    count += hit === null ? 0 : 1;
    showHit(article, hit);
    for (const row of article.querySelectorAll("tr.case")) showRow(row);
  }
  for (const part of document.querySelectorAll(".rule, .feature, .chapter")) {
    part.hidden = !part.querySelector("article.scenario:not([hidden])");
  }
  for (const link of document.querySelectorAll(".contents li")) {
    link.hidden = document.getElementById(link.dataset.feature || link.dataset.chapter).hidden;
  }
  document.querySelector(".nothing").hidden = count > 0 || !isFiltering();
  return count;
}

/* A row is hidden or shown together with its details below. */
function showRow(row) {
  const isShown = !chosen.statuses.size || [...chosen.statuses].some((status) => row.classList.contains(status));
  row.classList.toggle("left-out", !isShown);
  for (let below = row.nextElementSibling; below && !below.matches("tr.case"); below = below.nextElementSibling) below.classList.toggle("left-out", !isShown);
}

function showHit(article, hit) {
  const old = article.querySelector(".hit");
  if (old) old.remove();
  if (hit) article.querySelector("summary").append(make("span", { class: "hit" }, hit));
}

/* The other views are filtered by words only. */
function applyTo(selector) {
  let count = 0;
  for (const element of document.querySelectorAll(selector)) {
    const words = `${wordsOf(element)} ${(evidenceWords && evidenceWords.contents[element.dataset.content]) || ""}`;
    element.hidden = !chosen.words.every((word) => words.includes(word));
    count += element.hidden ? 0 : 1;
  }
  return count;
}

const SEARCHED = { gallery: ".piece", dictionary: ".phrase", changes: ".change li", figures: ".never-one" };

function apply() {
  const view = document.querySelector(".view.shown").id;
  const count = view === "story" ? applyToStory() : applyTo(SEARCHED[view]);
  const noun = { story: "scenario", gallery: "piece", dictionary: "phrase", changes: "change" }[view];
  document.querySelector(".found").textContent = isFiltering() && noun ? `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}` : "";
}

function lookFor(words) {
  chosen.words = words.toLowerCase().split(/\s+/).filter(Boolean);
  apply();
  if (chosen.words.length && !evidenceWords) {
    gatherEvidenceWords().then((gathered) => {
      evidenceWords = gathered;
      apply();
    });
  }
}

function clearSearch() {
  document.getElementById("query").value = "";
  for (const select of document.querySelectorAll(".search select")) select.value = "";
  for (const chip of document.querySelectorAll(".chip")) chip.setAttribute("aria-pressed", "false");
  chosen.statuses.clear();
  chosen.tag = "";
  chosen.chapter = "";
  lookFor("");
}

function prepareSearch() {
  const query = document.getElementById("query");
  query.addEventListener("input", () => lookFor(query.value));
  for (const chip of document.querySelectorAll(".chip")) {
    chip.addEventListener("click", () => {
      const pressed = chip.getAttribute("aria-pressed") !== "true";
      chip.setAttribute("aria-pressed", String(pressed));
      chosen.statuses[pressed ? "add" : "delete"](chip.dataset.status);
      apply();
    });
  }
  for (const name of ["tag", "chapter"]) {
    document.getElementById(name)?.addEventListener("change", (event) => {
      chosen[name] = event.target.value;
      apply();
    });
  }
  document.querySelector(".nothing .clear").addEventListener("click", clearSearch);
}
