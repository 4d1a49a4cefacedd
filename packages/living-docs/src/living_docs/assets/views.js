/* One view at a time; the address says which, or which scenario. */
function show(view) {
  for (const one of document.querySelectorAll(".view")) one.classList.toggle("shown", one === view);
  for (const link of document.querySelectorAll(".views a")) {
    if (link.hash === `#${view.id}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  document.body.dataset.view = view.id;
  apply();
}

function addressIn(hash) {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return "";
  }
}

async function goToAddress() {
  const found = document.getElementById(addressIn(location.hash));
  const target = found?.closest(".view") ? found : null;
  const view = target ? target.closest(".view") : document.getElementById("story");
  show(view);
  if (!target || target === view) {
    if (target) window.scrollTo(0, 0);
    return;
  }
  const article = articleOf(target);
  if (target.closest("[hidden], .left-out")) clearSearch();
  for (let details = target.closest("details"); details; details = details.parentElement.closest("details")) details.open = true;
  if (article === target) article.querySelector("details").open = true;
  if (article) await fill(article);
  if (target.matches("tr.case")) await openRow(target);
  document.querySelector(".at-address")?.classList.remove("at-address");
  target.classList.add("at-address");
  // Parts that come into sight on the way are laid out only then, and move the target.
  for (let frames = 0; frames < 5; frames += 1) {
    target.scrollIntoView();
    await new Promise(requestAnimationFrame);
  }
}

function scenariosShown() {
  return [...document.querySelectorAll("article.scenario:not([hidden]) > details > summary")].filter((summary) => summary.offsetParent);
}

function step(by) {
  const summaries = scenariosShown();
  const here = summaries.indexOf(document.activeElement);
  const from = here >= 0 ? here : by > 0 ? summaries.findIndex((summary) => summary.getBoundingClientRect().top > 150) - 1 : 0;
  const next = summaries[Math.min(Math.max(from + by, 0), summaries.length - 1)];
  if (next) {
    next.focus();
    next.scrollIntoView({ block: "center" });
  }
}

function toggleFeature() {
  const feature = (document.activeElement.closest(".feature") || scenariosShown()[0]?.closest(".feature"));
  if (!feature) return;
  const details = [...feature.querySelectorAll("article.scenario:not([hidden]) > details")];
  const open = details.some((one) => !one.open);
  for (const one of details) one.open = open;
}

const KEYS = {
  "/": () => document.getElementById("query").focus(),
  j: () => step(1),
  k: () => step(-1),
  e: toggleFeature,
  "?": () => document.getElementById("keys").showModal(),
};

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.key === "Escape") {
    clearSearch();
    document.activeElement.blur();
  } else if (KEYS[event.key] && !event.target.closest("input, select, textarea")) {
    event.preventDefault();
    KEYS[event.key]();
  }
}
