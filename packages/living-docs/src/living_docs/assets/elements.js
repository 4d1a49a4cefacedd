/* Elements are created one by one and texts are set as text, so nothing from a run is read as markup. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

function mark(status) {
  return make("span", { class: `mark ${status}` }, make("span", { class: "vh" }, `${status.replace("-", " ")}: `));
}

function tableOf(rows, label) {
  const [head, ...body] = rows;
  const table = make(
    "table",
    {},
    make("thead", {}, make("tr", {}, ...head.map((cell) => make("th", { scope: "col" }, cell)))),
    make("tbody", {}, ...body.map((row) => make("tr", {}, ...row.map((cell) => make("td", {}, cell))))),
  );
  return make("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": label || "Table" }, table);
}

/* A text that can be scrolled can be reached by keyboard. */
function textOf(words, className = "") {
  return make("pre", { class: className, tabindex: "0" }, words);
}
