// What a script adds to a document page: folding a long text, printing, copying the address.

const LONG = 2400;

function wireFold(body) {
  if (body.scrollHeight < LONG) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button fold";
  button.setAttribute("aria-controls", body.id);
  const set = (isFolded) => {
    body.classList.toggle("is-folded", isFolded);
    button.setAttribute("aria-expanded", String(!isFolded));
    button.textContent = isFolded ? "展开全文" : "收起正文";
  };
  button.addEventListener("click", () => {
    const isFolded = !body.classList.contains("is-folded");
    set(isFolded);
    if (isFolded) button.scrollIntoView({ block: "center" });
  });
  // A link into a folded text must not lead to something invisible.
  addEventListener("hashchange", () => {
    if (location.hash && body.querySelector(`#${CSS.escape(location.hash.slice(1))}`)) set(false);
  });
  body.addEventListener("focusin", () => set(false));
  for (const link of document.querySelectorAll(".outline a")) {
    link.addEventListener("click", () => set(false));
  }
  set(false);
  body.after(button);
}

function wireCopy(button) {
  const told = document.querySelector("[data-copied]");
  const field = document.getElementById(button.dataset.copy);
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(field.value);
      told.textContent = "已复制";
    } catch {
      field.select();
      told.textContent = "已选中，请按 Ctrl+C 复制";
    }
  });
  button.hidden = false;
}

document.querySelectorAll("[data-fold]").forEach(wireFold);
document.querySelectorAll("[data-copy]").forEach(wireCopy);
for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => print());
  button.hidden = false;
}
