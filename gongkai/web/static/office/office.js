// Small comforts; every screen works without them.

for (const box of document.querySelectorAll("[data-drop]")) {
  const input = box.querySelector("input[type=file]");
  box.querySelector("[data-drop-hint]").hidden = false;
  box.addEventListener("dragover", (event) => {
    event.preventDefault();
    box.classList.add("gk-drop--over");
  });
  box.addEventListener("dragleave", () => box.classList.remove("gk-drop--over"));
  box.addEventListener("drop", (event) => {
    event.preventDefault();
    box.classList.remove("gk-drop--over");
    if (event.dataTransfer.files.length) input.files = event.dataTransfer.files;
  });
}

for (const list of document.querySelectorAll("[data-suggested]")) {
  const field = document.getElementById(list.dataset.suggested);
  for (const word of list.querySelectorAll("[data-word]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = word.textContent;
    button.setAttribute("aria-label", `加入关键词 ${word.textContent}`);
    button.addEventListener("click", () => {
      const words = field.value.split(/[、，,；;\s]+/).filter(Boolean);
      if (!words.includes(button.textContent)) words.push(button.textContent);
      field.value = words.join("、");
    });
    word.replaceWith(button);
  }
}

// What only other outcomes ask for stays out of sight, and is not sent.
for (const outcome of document.querySelectorAll("[data-asks]")) {
  const asked = outcome.closest("fieldset").querySelectorAll("[data-asked-by]");
  const show = () => {
    for (const field of asked) {
      field.disabled = !field.dataset.askedBy.split(" ").includes(outcome.value);
      field.closest(".gk-field").hidden = field.disabled;
    }
  };
  outcome.addEventListener("change", show);
  show();
}

document.querySelector("[data-problems]")?.focus();
