// 长者模式: larger type, stronger contrast, reading aloud. Kept in this browser only.

const root = document.documentElement;
const bar = document.querySelector('[data-elder="bar"]');
const toggles = document.querySelectorAll('[data-elder="toggle"]');
const read = document.querySelector('[data-elder="read"]');
const stop = document.querySelector('[data-elder="stop"]');
const status = document.querySelector('[data-elder="status"]');
const READABLE = "h1, h2, h3, h4, h5, p, li, dt, dd, th, td, figcaption, summary";

function remember(mode) {
  try {
    localStorage.setItem("gongkai.mode", mode);
  } catch {
    // Without storage the mode lasts for this page.
  }
}

function show() {
  const isOn = root.dataset.mode === "elder";
  bar.hidden = !isOn;
  for (const toggle of toggles) {
    toggle.hidden = false;
    toggle.setAttribute("aria-pressed", String(isOn));
  }
}

function turn(isOn) {
  if (isOn) root.dataset.mode = "elder";
  else delete root.dataset.mode;
  remember(isOn ? "elder" : "");
  silence();
  show();
}

function passages() {
  const all = [...document.querySelectorAll(`#main :is(${READABLE})`)];
  return all.filter(
    (element) =>
      element.textContent.trim() &&
      element.checkVisibility?.() !== false &&
      !element.querySelector(READABLE) &&
      !element.closest(".trap, .print-foot, nav"),
  );
}

function words(element) {
  const copy = element.cloneNode(true);
  for (const shape of copy.querySelectorAll("[aria-hidden]")) shape.remove();
  return copy.textContent.replace(/\s+/g, " ").trim();
}

let queue = [];

function next() {
  document.querySelector(".is-read")?.classList.remove("is-read");
  const element = queue.shift();
  if (!element) {
    silence();
    return;
  }
  const speech = new SpeechSynthesisUtterance(words(element));
  speech.lang = "zh-CN";
  speech.rate = 0.9;
  speech.addEventListener("end", () => {
    // Silenced by the reader: the end of what was being said is not a cue to go on.
    if (!stop.disabled) next();
  });
  speech.addEventListener("error", (event) => {
    if (event.error === "interrupted" || event.error === "canceled") return;
    silence();
    status.textContent = "这台设备没有中文语音，不能朗读。";
  });
  element.classList.add("is-read");
  const quick = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  element.scrollIntoView({ block: "center", behavior: quick });
  speechSynthesis.speak(speech);
}

function silence() {
  queue = [];
  stop.disabled = true;
  read.disabled = false;
  document.querySelector(".is-read")?.classList.remove("is-read");
  if ("speechSynthesis" in window) speechSynthesis.cancel();
}

for (const toggle of toggles) {
  toggle.addEventListener("click", () => turn(root.dataset.mode !== "elder"));
}
document.querySelector('[data-elder="leave"]').addEventListener("click", () => turn(false));
read.addEventListener("click", () => {
  if (!("speechSynthesis" in window)) {
    status.textContent = "这台设备的浏览器不能朗读。";
    return;
  }
  status.textContent = "";
  queue = passages();
  read.disabled = true;
  stop.disabled = false;
  next();
});
stop.addEventListener("click", silence);
addEventListener("pagehide", silence);
show();
