document.body.classList.add("scripted");
document.querySelector(".search").hidden = false;
prepareRows();
prepareSearch();
prepareGallery();
prepareStory();
prepareSidebar();
window.addEventListener("hashchange", goToAddress);
window.addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll(".view.shown article.scenario:not([hidden]) > details")) details.open = true;
});
document.addEventListener("keydown", onKey);
goToAddress();
