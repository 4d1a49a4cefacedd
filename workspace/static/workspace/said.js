// What was just done, or is wrong, comes into sight and is read out: a page that opens at a section would leave
// its messages above the window. Without scripts they stick to the window's edge instead.
"use strict";
(() => {
  const said = document.getElementById("said");
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const heading = target && (target.matches("h2, h3") ? target : target.querySelector("h2, h3"));
  if (said && heading) heading.after(said);
  // Not before: a browser that scrolls to a section takes the focus from everything else.
  addEventListener("load", () => {
    if (said && heading) heading.scrollIntoView();
    const seen = said || document.querySelector('main [aria-invalid="true"]');
    seen?.focus({ preventScroll: Boolean(said && heading) });
  });
})();
