/* A scenario shows its evidence when it is opened. */
async function caseOf(element) {
  const feature = element.closest(".feature").dataset.feature;
  const [cases, contents] = await Promise.all([load(`feature-${feature}`), load("contents")]);
  return [cases[element.dataset.case], contents];
}

async function fill(article) {
  if (article.dataset.filled) return;
  article.dataset.filled = "yes";
  // Its text without the evidence.
  partsOf(article);
  const told = article.querySelector(":scope > details > .body > .told");
  if (!told) return;
  const [steps, contents] = await caseOf(told);
  const shown = evidenceOfSteps(steps, contents);
  const lines = [...told.querySelectorAll(":scope > .steps > li")];
  steps.forEach((step, index) => {
    if (isOwn(step)) showBeside(lines.shift(), shown[index]);
  });
  told.prepend(...beforeOf(shown.filter((_, index) => !isOwn(steps[index]))));
  const timeline = timelineOf(steps);
  if (timeline) told.append(timeline);
  if (chosen.words.length) highlight("story");
}

function isOwn(step) {
  return !step.background && !step.hook;
}

function showBeside(line, shown) {
  if (shown.length) line.append(make("div", { class: "evidence" }, ...shown));
}

/* The steps of a background are shown once for all scenarios; its evidence is shown in each. */
function beforeOf(evidence) {
  const shown = evidence.flat();
  if (!shown.length) return [];
  return [make("details", { class: "before" }, make("summary", {}, `Sent in the background: ${shown.length} thing${shown.length > 1 ? "s" : ""}`), make("div", { class: "evidence" }, ...shown))];
}

/* A row of an outline, shown as a scenario. */
async function openRow(row, opened = true) {
  const button = row.querySelector("button.result-of");
  button.setAttribute("aria-expanded", String(opened));
  let below = row.nextElementSibling;
  if (!below || !below.classList.contains("told-row")) {
    if (!opened) return;
    const cell = make("td", { colspan: String(row.cells.length) });
    below = make("tr", { class: "told-row" }, cell);
    row.after(below);
    const [steps, contents] = await caseOf(row);
    cell.append(toldSteps(steps, row, contents));
  }
  below.hidden = !opened;
}

function toldSteps(steps, row, contents) {
  const passed = row.classList.contains("passed");
  const shown = evidenceOfSteps(steps, contents);
  const lines = [];
  steps.forEach((step, index) => {
    if (!isOwn(step)) return;
    const words = make("p", {}, passed ? null : mark(step.status), make("b", {}, step.keyword), ` ${step.text}`);
    const line = make("li", { class: passed ? null : step.status }, words, step.table ? tableOf(step.table) : null, step.doc_string !== undefined ? textOf(step.doc_string) : null);
    showBeside(line, shown[index]);
    lines.push(line);
  });
  const before = beforeOf(shown.filter((_, index) => !isOwn(steps[index])));
  return make("div", { class: "told" }, make("a", { class: "permalink", href: `#${row.id}` }, "Link to this example"), ...before, make("ol", { class: "steps" }, ...lines), timelineOf(steps));
}

function prepareRows() {
  for (const row of document.querySelectorAll("tr.case")) {
    const cell = row.querySelector(".result");
    const button = make("button", { type: "button", class: "result-of", "aria-expanded": "false" });
    button.append(...cell.childNodes);
    cell.append(button);
    button.addEventListener("click", () => openRow(row, button.getAttribute("aria-expanded") !== "true"));
  }
}

/* Expensive parts are drawn when they come into sight. */
function whenInSight(elements, draw, rootMargin) {
  const sight = new IntersectionObserver(
    (seen) => {
      for (const { isIntersecting, target } of seen) {
        if (!isIntersecting) continue;
        sight.unobserve(target);
        draw(target);
      }
    },
    { rootMargin },
  );
  for (const element of elements) sight.observe(element);
}

function prepareStory() {
  // Those that failed are open from the start. A slow browser says only after this that they were opened.
  const openFromStart = new Set(document.querySelectorAll("article.scenario:has(> details[open])"));
  whenInSight(openFromStart, fill, "0px");
  // Toggling does not bubble.
  document.addEventListener(
    "toggle",
    ({ target }) => {
      const article = target.parentElement;
      if (target.open && target.matches("article.scenario > details") && !openFromStart.has(article)) fill(article);
    },
    true,
  );
}

function prepareGallery() {
  whenInSight(
    document.querySelectorAll(".piece[data-content]"),
    async (piece) => {
      const contents = await load("contents");
      piece.querySelector("h4").after(fileOf({ caption: "" }, contents[Number(piece.dataset.content)]));
    },
    "400px",
  );
}
