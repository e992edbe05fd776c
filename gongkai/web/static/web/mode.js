// Applied before the first paint, so that the page does not jump; hence no module.
try {
  if (localStorage.getItem("gongkai.mode") === "elder") {
    document.documentElement.dataset.mode = "elder";
  }
} catch {
  // Storage may be forbidden; the page is then shown as everybody sees it.
}
