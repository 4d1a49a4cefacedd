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
  const address = addressIn(location.hash);
  const found = document.getElementById(address);
  const target = found?.closest(".view") ? found : null;
  const view = target ? target.closest(".view") : document.getElementById("overview");
  document.querySelector(".gone-address").hidden = Boolean(target) || !address;
  show(view);
  if (!target || target === view) {
    window.scrollTo(0, 0);
    return;
  }
  const article = articleOf(target);
  if (target.closest("[hidden]")) clearSearch();
  for (let details = target.closest("details"); details; details = details.parentElement.closest("details")) details.open = true;
  if (article === target) article.querySelector("details").open = true;
  if (article) await fill(article);
  if (target.matches("tr.case")) await openRow(target);
  document.querySelector(".at-address")?.classList.remove("at-address");
  target.classList.add("at-address");
  await keepInSight(target);
}

/* What comes into sight on the way is laid out only then, and moves the target: it is followed until it stays, or
   until its reader scrolls. */
async function keepInSight(target) {
  let place = null;
  let scrolled = null;
  for (let still = 0; still < SETTLED_FRAMES && target.classList.contains("at-address"); still += 1) {
    if (scrolled !== null && scrolled !== window.scrollY && place === placeOf(target)) return;
    if (placeOf(target) !== place) {
      target.scrollIntoView();
      still = 0;
    }
    place = placeOf(target);
    scrolled = window.scrollY;
    await new Promise(requestAnimationFrame);
  }
}

const SETTLED_FRAMES = 20;

/* Pixels from the top of the page. */
function placeOf(element) {
  return Math.round(element.getBoundingClientRect().top + window.scrollY);
}

/* The sidebar marks the feature that is being read, and keeps it in its own sight. */
function follow(feature) {
  const contents = document.querySelector(".contents");
  contents.querySelector("[aria-current]")?.removeAttribute("aria-current");
  const link = contents.querySelector(`[data-feature="${CSS.escape(feature.id)}"] > a`);
  link.setAttribute("aria-current", "true");
  const [top, bottom] = [link.offsetTop - contents.offsetTop, link.offsetTop - contents.offsetTop + link.offsetHeight];
  if (top < contents.scrollTop || bottom > contents.scrollTop + contents.clientHeight) contents.scrollTop = top - contents.clientHeight / 3;
}

function prepareSidebar() {
  const features = [...document.querySelectorAll(".feature")];
  let isAsked = false;
  const look = () => {
    isAsked = false;
    if (document.body.dataset.view !== "story") return;
    // Below the header, where a link leads to.
    const line = document.querySelector(".top").getBoundingClientRect().bottom + 60;
    const read = features.filter((feature) => !feature.hidden && feature.getBoundingClientRect().top <= line).at(-1);
    if (read || features[0]) follow(read || features[0]);
  };
  window.addEventListener("scroll", () => {
    if (!isAsked) requestAnimationFrame(look);
    isAsked = true;
  }, { passive: true });
  look();
}

function scenariosShown() {
  return [...document.querySelectorAll("article.scenario:not([hidden]) > details > summary")].filter((summary) => summary.offsetParent);
}

/* From the front page keys, search and filters lead into the story; the address follows, so that links back work. */
function enterStory() {
  if (document.body.dataset.view !== "overview") return;
  window.history.pushState(null, "", "#story");
  show(document.getElementById("story"));
}

function step(by) {
  enterStory();
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
  enterStory();
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
