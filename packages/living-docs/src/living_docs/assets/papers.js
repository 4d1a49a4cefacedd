/* Documents: each page is put together from strips that pages share. */
const pictures = new Map();

function pictureOf(strips, number) {
  if (!pictures.has(number)) {
    const picture = new Image();
    picture.src = `data:image/png;base64,${strips[number]}`;
    pictures.set(number, picture.decode().then(() => picture));
  }
  return pictures.get(number);
}

async function drawn(page, canvas) {
  canvas.width = page.width;
  canvas.height = page.height;
  const strips = await load("strips");
  const parts = await Promise.all(page.strips.map(([number]) => pictureOf(strips, number)));
  const context = canvas.getContext("2d");
  context.imageSmoothingEnabled = false;
  let top = 0;
  page.strips.forEach(([, height], index) => {
    context.drawImage(parts[index], 0, top, page.width, height);
    top += height;
  });
  canvas.dataset.drawn = "yes";
}

function paper(entry, item) {
  const pages = item.pages.map((page, index) => {
    const name = `Page ${index + 1} of ${item.pages.length}`;
    const canvas = make("canvas", { role: "img", "aria-label": `${item.title}, ${name.toLowerCase()}` });
    drawn(page, canvas);
    const button = make("button", { type: "button", class: "page", "aria-label": `Enlarge ${name.toLowerCase()} of ${item.title}` }, canvas);
    button.addEventListener("click", () => enlarge(page, `${item.title}, ${name.toLowerCase()}`));
    return make("li", {}, button);
  });
  const words = make("details", {}, make("summary", {}, "As text"), textOf(item.pages.map((page) => page.words).join("\n\n")));
  return make("figure", { class: "paper" }, make("figcaption", {}, item.title), when(entry), make("ol", {}, ...pages), words);
}

function enlarge(page, name) {
  const dialog = document.getElementById("enlarged");
  const canvas = make("canvas", { role: "img", "aria-label": name });
  dialog.querySelector(".sheet").replaceChildren(canvas);
  drawn(page, canvas);
  dialog.showModal();
}
