/* A scenario shows its evidence when it is opened. */
async function caseOf(element) {
  const feature = element.closest(".feature").dataset.feature;
  const [cases, contents] = await Promise.all([load(`feature-${feature}`), load("contents")]);
  return [cases[element.dataset.case], contents];
}

async function fill(article) {
  if (article.dataset.filled) return;
  article.dataset.filled = "yes";
  const told = article.querySelector(".told");
  if (!told) return;
  const [steps, contents] = await caseOf(told);
  const own = steps.filter((step) => !step.background && !step.hook);
  const lines = told.querySelectorAll(":scope > .steps > li");
  own.forEach((step, index) => showBeside(lines[index], step, contents));
  const before = steps.filter((step) => step.background || step.hook);
  told.prepend(...beforeOf(before, contents));
  const timeline = timelineOf(steps);
  if (timeline) told.append(timeline);
}

function showBeside(line, step, contents) {
  const shown = evidenceOf(step.entries, contents);
  if (shown.length) line.append(make("div", { class: "evidence" }, ...shown));
}

/* Steps of a background are told once for all scenarios; what they brought about is each scenario's own. */
function beforeOf(steps, contents) {
  const shown = steps.flatMap((step) => evidenceOf(step.entries, contents));
  if (!shown.length) return [];
  return [make("details", { class: "before" }, make("summary", {}, `Before it begins: ${shown.length} thing${shown.length > 1 ? "s" : ""} had left the system`), make("div", { class: "evidence" }, ...shown))];
}

/* The row of an outline, told as the scenario that it stands for. */
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
  const lines = steps
    .filter((step) => !step.background && !step.hook)
    .map((step) => {
      const words = make("p", {}, passed ? null : mark(step.status), make("b", {}, step.keyword), ` ${step.text}`);
      const line = make("li", { class: passed ? null : step.status }, words, step.table ? tableOf(step.table) : null, step.doc_string !== undefined ? textOf(step.doc_string) : null);
      showBeside(line, step, contents);
      return line;
    });
  const before = beforeOf(steps.filter((step) => step.background || step.hook), contents);
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

/* The gallery's pieces are drawn as they come into sight. */
function prepareGallery() {
  const sight = new IntersectionObserver(
    (seen) => {
      for (const { isIntersecting, target } of seen) {
        if (!isIntersecting) continue;
        sight.unobserve(target);
        load("contents").then((contents) => target.querySelector("h4").after(fileOf({ caption: "" }, contents[Number(target.dataset.content)])));
      }
    },
    { rootMargin: "400px" },
  );
  for (const piece of document.querySelectorAll(".piece[data-content]")) sight.observe(piece);
}
