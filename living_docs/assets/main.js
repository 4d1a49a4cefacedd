document.body.classList.add("scripted");
document.querySelector(".search").hidden = false;
prepareRows();
prepareSearch();
prepareGallery();
// Toggling does not bubble.
document.addEventListener("toggle", (event) => {
  const article = event.target.parentElement;
  if (event.target.open && article && article.matches("article.scenario")) fill(article);
}, true);
for (const article of document.querySelectorAll("article.scenario:has(> details[open])")) fill(article);
window.addEventListener("hashchange", goToAddress);
window.addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll(".view.shown article.scenario:not([hidden]) > details")) details.open = true;
});
document.addEventListener("keydown", onKey);
goToAddress();
