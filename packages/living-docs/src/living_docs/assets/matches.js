/* The best matches of a search, and its words highlighted wherever they are shown. */
const MOST_BEST = 10;
const MOST_HIGHLIGHTS = 3000;
const AROUND = 70; // characters of a text on each side of a word

/* Best first; equals stay in the order of the story. One match needs no list. */
function showBest(hits) {
  const best = document.querySelector(".best");
  const shown = hits.length > 1 ? hits.sort((one, other) => other.score - one.score).slice(0, MOST_BEST) : [];
  best.hidden = !shown.length;
  best.replaceChildren(...shown.map(bestLine));
}

function bestLine({ article, where, text }) {
  const title = textIn(article.querySelector(".title")).trim();
  const rule = article.closest(".rule")?.querySelector("h4");
  const place = [article.closest(".feature").querySelector("h3"), rule].filter(Boolean).map((heading) => textIn(heading).trim()).join(" › ");
  const link = make("a", { href: `#${article.id}` }, ...withMarks(title));
  const said = text ? make("p", { class: "snippet" }, where ? make("span", { class: "hit" }, where) : null, ...withMarks(snippetOf(text))) : null;
  return make("li", {}, mark(article.dataset.status), link, make("span", { class: "of" }, place), said);
}

/* The text around the first word that it contains. */
function snippetOf(text) {
  const plain = text.replace(/\s+/g, " ");
  const at = Math.max(0, Math.min(...placesIn(plain).map(([start]) => start)));
  if (!Number.isFinite(at)) return "";
  const start = Math.max(0, at - AROUND);
  return `${start ? "…" : ""}${plain.slice(start, at + 2 * AROUND)}${at + 2 * AROUND < plain.length ? "…" : ""}`;
}

/* Where the words are in a text, as [start, end], in order and apart. */
function placesIn(text) {
  const low = text.toLowerCase();
  const places = [];
  for (const word of chosen.words) {
    for (let at = low.indexOf(word); at >= 0; at = low.indexOf(word, at + word.length)) places.push([at, at + word.length]);
  }
  places.sort(([one], [other]) => one - other);
  return places.filter(([start], index) => !index || start >= places[index - 1][1]);
}

function withMarks(text) {
  const parts = [];
  let after = 0;
  for (const [start, end] of placesIn(text)) {
    parts.push(text.slice(after, start), make("mark", {}, text.slice(start, end)));
    after = end;
  }
  return [...parts, text.slice(after)];
}

/* Ranges leave the elements as they are; a browser without them shows no highlights. */
function highlight(view) {
  if (!CSS.highlights) return;
  CSS.highlights.delete("found");
  if (!chosen.words.length) return;
  const ranges = [];
  for (const root of rootsOf(view)) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode() && ranges.length < MOST_HIGHLIGHTS) {
      for (const [start, end] of placesIn(walker.currentNode.data)) ranges.push(rangeOf(walker.currentNode, start, end));
    }
  }
  CSS.highlights.set("found", new Highlight(...ranges));
}

function rootsOf(view) {
  const found = view === "story" ? "article.scenario:not([hidden]), .feature:not([hidden]) > h3, .rule:not([hidden]) > h4" : `${SEARCHED[view]}:not([hidden])`;
  return document.querySelectorAll(found);
}

function rangeOf(node, start, end) {
  const range = document.createRange();
  range.setStart(node, Math.min(start, node.length));
  range.setEnd(node, Math.min(end, node.length));
  return range;
}
