/* The timeline of a scenario on its own clock, by day. */
const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/* In the time zone of the story, not of the reader. */
function dayOf(at) {
  const [year, month, day] = at.slice(0, 10).split("-").map(Number);
  return `${WEEKDAYS[new Date(Date.UTC(year, month - 1, day)).getUTCDay()]} ${day} ${MONTHS[month - 1]} ${year}`;
}

function clockOf(at) {
  return at.slice(11, 16);
}

function timelineOf(steps) {
  const lines = [];
  let day = "";
  for (const step of steps) {
    const dated = step.entries.filter((entry) => entry.at);
    if (!dated.length) continue;
    lines.push(make("li", { class: "step" }, step.hook ? `hook ${step.hook}` : `${step.keyword} ${step.text}`));
    for (const entry of dated) {
      if (dayOf(entry.at) !== day) {
        day = dayOf(entry.at);
        lines.push(make("li", { class: "day" }, day));
      }
      lines.push(timelineLine(entry));
    }
  }
  return lines.length ? make("details", { class: "timeline-of" }, make("summary", {}, "Timeline"), make("ol", { class: "timeline" }, ...lines)) : null;
}

function timelineLine(entry) {
  const again = entry.times ? make("span", { class: "again" }, ` ${entry.times} times, until ${dayOf(entry.until)} ${clockOf(entry.until)}`) : null;
  return make(
    "li",
    { "data-kind": entry.kind },
    make("time", { datetime: entry.at }, clockOf(entry.at)),
    make("span", { class: "kind" }, entry.kind),
    make("span", {}, entry.caption),
    again,
  );
}
