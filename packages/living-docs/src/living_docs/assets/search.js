/* Search while typing: in titles and steps at once, in evidence as soon as it is unpacked. */
const chosen = { words: [], statuses: new Set(), tag: "", chapter: "" };
const said = new Map(); // element → its words
let evidenceWords = null; // scenario → what its evidence says, as [where, words, words in lower case]
// What is no word of the business.
const UNSAID = ".permalink, .vh, .took, .hit, .history, .source, .result .label";
// Between these are spaces.
const BLOCKS = "p, li, dt, dd, td, th, pre, summary, h4, h5";

/* The text of an element without its evidence, which is added when it is opened. */
function textIn(element) {
  if (!said.has(element)) {
    const copy = element.cloneNode(true);
    for (const one of copy.querySelectorAll(UNSAID)) one.remove();
    for (const one of copy.querySelectorAll(BLOCKS)) one.append(" ");
    said.set(element, copy.textContent.replace(/\s+/g, " "));
  }
  return said.get(element);
}

function wordsOf(element) {
  return textIn(element).toLowerCase();
}

async function gatherEvidenceWords() {
  const contents = await load("contents");
  const texts = contents.map(wordsOfItem);
  const lowered = texts.map((text) => text.toLowerCase());
  const gathered = new Map();
  for (const feature of document.querySelectorAll(".feature")) {
    const cases = await load(`feature-${feature.dataset.feature}`);
    for (const [id, steps] of Object.entries(cases)) {
      const article = articleOf(document.getElementById(id));
      const places = gathered.get(article) || [];
      for (const step of steps) {
        places.push(placed("a step", `${step.keyword} ${step.text}`));
        for (const entry of step.entries) {
          places.push(placed(entry.kind === "live" ? "a live message" : `a ${entry.kind}`.replace("a e", "an e"), wordsOfEntry(entry)));
          if (entry.content !== undefined) places.push([contents[entry.content].type === "e-mail" ? "an e-mail" : "a document", texts[entry.content], lowered[entry.content]]);
        }
      }
      gathered.set(article, places);
    }
  }
  gathered.contents = lowered;
  return gathered;
}

function placed(where, text) {
  return [where, text, text.toLowerCase()];
}

function wordsOfItem(item) {
  if (item.type === "e-mail") return `${item.sender} ${item.to} ${item.subject} ${item.text} ${wordsOfMarkup(item.html)}`;
  if (item.type === "paper") return `${item.title} ${item.pages.map((page) => page.words).join(" ")}`;
  if (item.type === "tables") return JSON.stringify(item.tables);
  return `${item.name || ""} ${item.text || ""}`;
}

function wordsOfMarkup(html) {
  return html.replace(/<(style|script)\b[^]*?<\/\1\s*>|<[^>]*>/gi, " ");
}

function wordsOfEntry({ caption, message, command, lines, frame }) {
  return [caption, message, command, ...(lines || []), frame && JSON.stringify(frame)].filter(Boolean).join(" ");
}

function articleOf(element) {
  return element.closest("article.scenario");
}

/* The parts of a scenario in which words count, the weightiest first; evidence comes last. */
function partsOf(article) {
  const rule = article.closest(".rule")?.querySelector("h4");
  return {
    title: wordsOf(article.querySelector(".title")),
    heading: `${wordsOf(article.closest(".feature").querySelector("h3"))} ${rule ? wordsOf(rule) : ""}`,
    text: wordsOf(article.querySelector(".body")),
    tags: article.dataset.tags.toLowerCase(),
    // The folder's name is a word of every scenario in it, so a file is found by its name or path only.
    file: article.querySelector(".source").textContent.toLowerCase(),
  };
}

const WEIGHTS = { phrase: 100, title: 20, heading: 8, text: 5, tags: 5, file: 2, evidence: 1 };

function partWith(word, parts) {
  return Object.keys(parts).find((name) => parts[name].includes(word) && (name !== "file" || /[./]/.test(word)));
}

/* How well a scenario matches the words, and in which evidence; null if one of the words is nowhere. */
function hitOf(article) {
  const hit = { article, score: 0, where: "", text: "" };
  if (!chosen.words.length) return hit;
  const parts = partsOf(article);
  if (parts.title.includes(chosen.words.join(" "))) hit.score += WEIGHTS.phrase;
  for (const word of chosen.words) {
    const part = partWith(word, parts);
    const place = part ? null : (evidenceWords?.get(article) || []).find(([, , low]) => low.includes(word));
    if (!part && !place) return null;
    hit.score += WEIGHTS[part || "evidence"];
    if (place && !hit.where) [hit.where, hit.text] = [`in ${place[0]}`, place[1]];
    if (part === "text" && !hit.text) hit.text = textIn(article.querySelector(".body"));
  }
  return hit;
}

function isChosen(article) {
  if (chosen.chapter && article.closest(".chapter").id !== chosen.chapter) return false;
  if (chosen.tag && !article.dataset.tags.split(" ").includes(chosen.tag)) return false;
  return !chosen.statuses.size || chosen.statuses.has(article.dataset.status);
}

function isFiltering() {
  return Boolean(chosen.words.length || chosen.statuses.size || chosen.tag || chosen.chapter);
}

function applyToStory() {
  const hits = [];
  for (const article of document.querySelectorAll("article.scenario")) {
    const hit = isChosen(article) ? hitOf(article) : null;
    article.hidden = hit === null;
    if (hit) hits.push(hit);
    showWhere(article, hit?.where);
  }
  for (const part of document.querySelectorAll(".rule, .feature, .chapter")) {
    part.hidden = !part.querySelector("article.scenario:not([hidden])");
  }
  for (const link of document.querySelectorAll(".contents li")) {
    link.hidden = document.getElementById(link.dataset.feature || link.dataset.chapter).hidden;
  }
  showBest(chosen.words.length ? hits : []);
  return hits.length;
}

function showWhere(article, where) {
  article.querySelector(".hit")?.remove();
  if (where) article.querySelector("summary").append(make("span", { class: "hit" }, where));
}

/* The other views are filtered by words only. */
function applyTo(selector) {
  let count = 0;
  for (const element of document.querySelectorAll(selector)) {
    const words = `${wordsOf(element)} ${evidenceWords?.contents[element.dataset.content] || ""}`;
    element.hidden = !chosen.words.every((word) => words.includes(word));
    count += element.hidden ? 0 : 1;
  }
  return count;
}

const SEARCHED = { gallery: ".piece", dictionary: ".phrase", changes: ".change li" };
const NOUNS = { story: "scenario", gallery: "piece", dictionary: "phrase", changes: "change" };

function apply() {
  const view = document.querySelector(".view.shown").id;
  if (!NOUNS[view]) {
    sayFound("");
    return;
  }
  const count = view === "story" ? applyToStory() : applyTo(SEARCHED[view]);
  const isLooking = chosen.words.length > 0 && !evidenceWords;
  sayFound(isFiltering() ? `${counted(count, NOUNS[view])}${isLooking ? ", and looking in the evidence …" : ""}` : "");
  sayNothing(count === 0 && isFiltering() && !isLooking ? nothingFound(view) : "");
  highlight(view);
}

function counted(count, noun) {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}

function sayFound(words) {
  document.querySelector(".found").textContent = words;
}

function sayNothing(words) {
  const nothing = document.querySelector(".nothing");
  nothing.hidden = !words;
  nothing.querySelector(".words").textContent = words;
}

/* What nothing was found for; whether it is the filters that leave something out. */
function nothingFound(view) {
  const words = chosen.words.length ? ` contains “${document.getElementById("query").value.trim()}”` : " matches these filters";
  if (view !== "story" || !chosen.words.length) return `No ${NOUNS[view]}${words}.`;
  const others = [...document.querySelectorAll("article.scenario")].filter((article) => !isChosen(article) && hitOf(article)).length;
  return `No scenario${words}${others ? ` with these filters; ${counted(others, "scenario")} without them` : ""}.`;
}

/* A search or a filter on the front page is about the story. */
function lookInStory() {
  enterStory();
  apply();
}

function lookFor(words) {
  chosen.words = words.toLowerCase().split(/\s+/).filter(Boolean);
  if (isFiltering()) lookInStory();
  else apply();
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
      lookInStory();
    });
  }
  for (const name of ["tag", "chapter"]) {
    document.getElementById(name)?.addEventListener("change", (event) => {
      chosen[name] = event.target.value;
      lookInStory();
    });
  }
  document.querySelector(".nothing .clear").addEventListener("click", clearSearch);
}
