/* What left the system, as its reader saw it. */
const RENDERERS = {
  document: fileOf,
  attachment: fileOf,
  notification: bellCard,
  refusal: (entry) => make("p", { class: "refusal" }, make("b", {}, "Refused: "), entry.caption),
  command: terminal,
};

const MOST_OPEN = 2;

/* A scenario's evidence, step by step. */
function evidenceOfSteps(steps, contents) {
  const letters = steps.flatMap((step) => step.entries).filter((entry) => entry.kind === "e-mail");
  return steps.map((step) => evidenceOf(step.entries, contents, letters.length <= MOST_OPEN));
}

/* Evidence of one step; consecutive frames are shown as a conversation. */
function evidenceOf(entries, contents, isOpen) {
  const shown = [];
  for (let index = 0; index < entries.length; index += 1) {
    const entry = entries[index];
    if (entry.kind === "live") {
      const frames = [];
      while (index < entries.length && entries[index].kind === "live") frames.push(entries[index++]);
      index -= 1;
      shown.push(conversation(frames));
    } else if (Object.hasOwn(RENDERERS, entry.kind)) {
      shown.push(RENDERERS[entry.kind](entry, contents[entry.content], isOpen));
    } else if (entry.content !== undefined) {
      shown.push(fileOf(entry, contents[entry.content], isOpen));
    }
  }
  return shown;
}

function when(entry) {
  return entry.at ? make("time", { class: "when", datetime: entry.at }, `${dayOf(entry.at)}, ${clockOf(entry.at)}`) : null;
}

function fileOf(entry, item, isOpen) {
  if (!item) return make("p", { class: "file" }, entry.caption);
  if (item.type === "paper") return paper(entry, item);
  if (item.type === "e-mail") return letter(entry, item, isOpen);
  if (item.type === "tables") return tables(entry, item);
  const caption = make("figcaption", {}, item.name || entry.caption);
  if (item.type === "picture") return make("figure", { class: "file" }, caption, make("img", { src: item.source, alt: item.name }));
  if (item.type === "text") return make("figure", { class: "file" }, caption, textOf(item.text));
  return nameOnly(item);
}

/* A file that is not on the page: its kind cannot be shown, or something is wrong with it. */
function nameOnly(item) {
  const name = item.link ? make("a", { href: item.link, rel: "noreferrer" }, item.name || item.link) : item.name || "A file";
  const kind = item.media_type || "of an unknown kind";
  if (item.why_not) return make("p", { class: "file not-shown" }, name, ` (${kind}) cannot be shown: ${item.why_not}.`);
  return make("p", { class: "file" }, name, ` (${kind}, ${item.size.toLocaleString("en")} bytes)`);
}

function bellCard(entry) {
  return make(
    "article",
    { class: `bell${entry.hidden ? " hidden-one" : ""}` },
    make("p", { class: "to" }, entry.user__name || ""),
    make("p", {}, entry.message || entry.caption),
    entry.hidden ? make("p", { class: "note" }, "Hidden: this person has switched it off.") : null,
    when(entry),
  );
}

function tables(entry, item) {
  const shown = item.tables.map((table) =>
    make("figure", {}, make("figcaption", {}, table.title), tableOf([table.columns, ...table.rows], table.title), table.note ? make("p", { class: "note" }, table.note) : null),
  );
  return make("details", { class: "report" }, make("summary", {}, `Report: ${entry.caption}`), when(entry), ...shown);
}

function terminal(entry) {
  return make("figure", { class: "terminal" }, make("figcaption", {}, `$ ${entry.command}`), textOf([...entry.lines, `(exit code ${entry.code})`].join("\n")));
}

/* The server's frames are on the left, the browser's on the right. */
function conversation(frames) {
  const lines = frames.map((entry) => {
    const fromServer = entry.direction !== "sends";
    return make(
      "li",
      { class: fromServer ? "server" : "browser" },
      make("span", { class: "speaker" }, fromServer ? `to ${entry.person}` : entry.person),
      make("span", { class: "said" }, frameWords(entry)),
      make("details", {}, make("summary", {}, "frame"), textOf(typeof entry.frame === "string" ? entry.frame : JSON.stringify(entry.frame, null, 2))),
    );
  });
  return make("ol", { class: "conversation", "aria-label": "Live" }, ...lines);
}

function frameWords(entry) {
  const frame = entry.frame;
  if (entry.direction === "is closed with") return `the connection is closed (${frame})`;
  if (frame && frame.type === "unread_count") return `${frame.count} unread`;
  if (frame && frame.type === "notification") {
    const words = frame.notification?.message ?? JSON.stringify(frame);
    return frame.unread_count === undefined ? words : `${words} (${frame.unread_count} unread)`;
  }
  if (frame && frame.type === "error") return `${frame.code}: ${frame.detail}`;
  return typeof frame === "string" ? frame : JSON.stringify(frame);
}
