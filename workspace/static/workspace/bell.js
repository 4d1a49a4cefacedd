// The bell: shows the unread count and new notifications live in every open tab, and asks an open inbox to load
// its list again; says so while the page is offline. Pages work without it and show what there was at the time they were rendered.
"use strict";
(() => {
  const RECONNECT_DELAYS = [500, 1000, 2000, 5000, 15000, 30000]; // milliseconds before each reconnect
  const HEARTBEAT = 30000; // finds a lost push that no later push reveals
  const WAIT = 10000; // milliseconds after a too_many_requests error
  const RETRY = 60000; // milliseconds; by then another page may have been closed
  const TOO_MANY_PAGES = 4429;
  // Close codes after which the page does not reconnect, and its message; users/closings.py has all codes.
  const FINAL = {
    4401: ["You have been logged out.", "Log in again."],
    4403: ["This page gets no live updates: it was opened at an address that is not the CRM's own."],
    4404: ["This page gets no live updates: their address has changed.", "Load the page again."],
    4408: ["This page gets no live updates any more: it sent too many requests.", "Load the page again."],
  };
  const MOST_CARDS = 3; // cards at a time
  const PATIENCE = 3000; // milliseconds; a connection that comes back sooner is not worth a word
  const title = document.title;
  const badge = document.getElementById("unread");
  const bell = document.getElementById("bell");
  const news = document.getElementById("news");
  const icon = document.querySelector('link[rel="icon"]');
  const calm = icon.href;
  let socket = null;
  let tries = 0;
  let beat = 0;
  let last = Number(document.body.dataset.sequence); // every notification up to this sequence has been seen
  const offline = document.getElementById("offline");
  let missing = 0; // the timer that says that the connection is gone
  let ended = false; // whether live updates have stopped for good
  let retry = 0; // the timer of the next connect
  let notice = null; // the element that says why live updates have stopped
  const held = new Set(); // sequences that arrived out of order

  const say = (frame) => socket.readyState === WebSocket.OPEN && socket.send(JSON.stringify(frame));
  const ask = () => say({ type: "since", sequence: last });
  // What was read in another tab changes the count alone, and no sequence shows that its push was lost.
  const refresh = () => {
    ask();
    say({ type: "get_unread_count" });
  };

  // An open inbox listens to this.
  const changed = () => document.body.dispatchEvent(new Event("inbox-changed"));

  function count(unread) {
    if (unread !== Number(badge.textContent)) changed();
    badge.hidden = unread === 0;
    badge.textContent = unread;
    bell.setAttribute("aria-label", `Inbox, ${unread} unread`);
    document.title = unread ? `(${unread}) ${title}` : title;
    icon.href = unread ? marked(unread) : calm;
  }

  function marked(unread) {
    const figure = unread > 99 ? "99" : unread;
    const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0b6e75"/><circle cx="20" cy="13" r="12" fill="#a3282b"/><text x="20" y="18" font-size="14" font-family="sans-serif" font-weight="bold" text-anchor="middle" fill="#fff">${figure}</text></svg>`;
    return `data:image/svg+xml,${encodeURIComponent(picture)}`;
  }

  // As the inbox does: a request marks it as read and leads to its page. A frame would be lost with this page.
  function open(event, id) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const form = document.createElement("form");
    form.method = "post";
    form.action = `${bell.href}${id}/open/`;
    form.append(document.querySelector("[name=csrfmiddlewaretoken]").cloneNode());
    document.body.append(form);
    form.submit();
  }

  function show(notification) {
    const card = document.createElement("a");
    card.href = notification.url || bell.href;
    card.textContent = notification.message;
    card.onclick = (event) => open(event, notification.id);
    news.append(card);
    const cards = news.querySelectorAll(":scope > a");
    for (const old of [...cards].slice(0, -MOST_CARDS)) old.remove();
    setTimeout(() => card.remove(), 15000);
  }

  function explain(words, link) {
    notice?.remove();
    notice = document.createElement("p");
    notice.append(words);
    if (link) {
      const again = document.createElement("a");
      // The server redirects a logged-out user to the log-in page, and from there back here.
      again.href = location.pathname + location.search;
      again.textContent = link;
      notice.append(" ", again);
    }
    news.append(notice);
  }

  function came(notification) {
    const { sequence } = notification;
    if (sequence <= last || held.has(sequence)) return;
    held.add(sequence);
    show(notification);
    changed();
    const gap = sequence > last + 1;
    while (held.delete(last + 1)) last += 1;
    if (gap) ask();
  }

  function gone() {
    offline.textContent = navigator.onLine
      ? "The connection to the server is lost: this page may be out of date. It tries again by itself."
      : "You are offline: this page may be out of date, and nothing can be saved.";
  }

  function back() {
    clearTimeout(missing);
    missing = 0;
    offline.textContent = "";
  }

  function connect() {
    clearTimeout(retry);
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    socket = new WebSocket(`${scheme}://${location.host}${document.body.dataset.live}`);
    socket.onopen = () => {
      ask();
      beat = setInterval(refresh, HEARTBEAT);
    };
    socket.onmessage = ({ data }) => {
      // Not in onopen: a refused socket opens too, and is then closed without a frame.
      tries = 0;
      back();
      notice?.remove();
      const frame = JSON.parse(data);
      if (frame.type === "error" && frame.code === "too_many_requests") setTimeout(ask, WAIT);
      if (frame.type === "unread_count") count(frame.count);
      if (frame.type === "notification") {
        // One that was missed comes without the count, which may have changed since.
        if ("unread_count" in frame) count(frame.unread_count);
        came(frame.notification);
      }
      if (frame.type === "replayed") {
        // Any sequence still missing up to here is hidden or was deleted.
        last = Math.max(last, frame.sequence);
        for (const sequence of held) if (sequence <= last) held.delete(sequence);
        while (held.delete(last + 1)) last += 1;
        if (frame.more) ask();
      }
    };
    socket.onclose = ({ code }) => {
      clearInterval(beat);
      if (code in FINAL) {
        ended = true;
        back();
        return explain(...FINAL[code]);
      }
      if (code === TOO_MANY_PAGES) explain("You have too many pages open. This one gets no live updates.");
      else missing ||= setTimeout(gone, PATIENCE);
      retry = setTimeout(connect, code === TOO_MANY_PAGES ? RETRY : RECONNECT_DELAYS[Math.min(tries, RECONNECT_DELAYS.length - 1)]);
      tries += 1;
    };
  }

  // What was pressed on a part of the page and did not work would otherwise show nothing.
  document.body.addEventListener("htmx:sendError", () => explain("That did not work: the server cannot be reached."));
  document.body.addEventListener("htmx:responseError", () => explain("That did not work.", "Load the page again."));
  addEventListener("offline", gone);
  addEventListener("online", () => {
    if (!ended && socket.readyState === WebSocket.CLOSED) connect();
    else back();
  });
  connect();
})();
