/* An e-mail is somebody else's page: what it would run, fetch or lead to is taken out, and the sandbox it is shown
   in, as well as the page's own policy, hold what this should miss. */
const GONE = "script, iframe, frame, frameset, object, embed, base, link, meta[http-equiv], audio, video, source, template, set, animate";
const LEADING = new Set(["href", "xlink:href", "src", "srcset", "background", "poster", "action", "formaction", "ping", "data"]);

function tamed(html) {
  const page = new DOMParser().parseFromString(quiet(html), "text/html");
  for (const element of page.querySelectorAll(GONE)) element.remove();
  for (const form of page.querySelectorAll("form")) form.replaceWith(...form.childNodes);
  for (const element of page.querySelectorAll("*")) tame(element);
  const links = page.createElement("style");
  links.textContent = ":where(a[title]) { color: LinkText; text-decoration: underline; }";
  page.head.prepend(links);
  return `<!doctype html>${page.documentElement.outerHTML}`;
}

/* Parts that violate the policy as soon as they are parsed. */
function quiet(html) {
  return html.replace(/<[^>]*>/g, (tag) => tag.replace(/^<base\b/i, "<no-base").replace(/([\s"'/])on(?=\w+\s*=)/gi, "$1no-on"));
}

function tame(element) {
  for (const { name, value } of [...element.attributes]) {
    if (/^(no-)?on/.test(name) || (LEADING.has(name) && !(name === "src" && value.startsWith("data:image/")))) element.removeAttribute(name);
    if (name === "href") element.title = value;
    if (name === "style") element.setAttribute(name, withoutAddresses(value));
  }
  if (element.localName === "style") element.textContent = withoutAddresses(element.textContent);
}

function withoutAddresses(css) {
  return css.replace(/@import[^;]*;?/gi, "").replace(/url\((?!\s*["']?data:)[^)]*\)/gi, "none");
}

/* If a scenario sends many e-mails, they are closed at first. */
function letter(entry, item, isOpen = true) {
  const summary = make("summary", {}, make("span", { class: "subject" }, item.subject), make("span", { class: "to" }, `to ${item.to}`));
  const closed = make("details", { class: "letter" }, summary);
  const openUp = () => {
    if (!closed.open || closed.childElementCount > 1) return;
    const sender = make("p", { class: "sender" }, `From ${item.sender}`);
    const body = item.html ? letterFrame(item) : textOf(item.text);
    const plain = item.html && item.text ? make("details", {}, make("summary", {}, "As plain text"), textOf(item.text)) : null;
    closed.append(...[sender, when(entry), body, plain].filter(Boolean));
  };
  closed.addEventListener("toggle", openUp);
  closed.open = isOpen;
  return closed;
}

function letterFrame(item) {
  const frame = make("iframe", { sandbox: "allow-same-origin", srcdoc: tamed(item.html), title: `The e-mail “${item.subject}”` });
  frame.addEventListener("load", () => {
    // Its height changes with its width, and when it comes into sight.
    new ResizeObserver(() => fit(frame)).observe(frame.contentDocument.body);
  });
  return frame;
}

/* As high as its content, its borders and a scrollbar together. */
function fit(frame) {
  const root = frame.contentDocument.documentElement;
  frame.style.height = "0";
  frame.style.height = `${root.scrollHeight}px`;
  frame.style.height = `${root.scrollHeight + frame.offsetHeight - root.clientHeight}px`;
}
