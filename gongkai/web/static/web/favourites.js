// 收藏: kept in this browser only; the server never learns of it.

const KEY = "gongkai.favourites";

function all() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => /^\/documents\/\d+\/$/.test(one?.url)) : [];
  } catch {
    return [];
  }
}

function keep(favourites) {
  try {
    localStorage.setItem(KEY, JSON.stringify(favourites));
    return true;
  } catch {
    return false;
  }
}

function wireButton(button) {
  const url = button.dataset.favourite;
  const show = () => {
    const isKept = all().some((one) => one.url === url);
    button.setAttribute("aria-pressed", String(isKept));
    button.textContent = isKept ? "已收藏" : "收藏";
  };
  button.addEventListener("click", () => {
    const others = all().filter((one) => one.url !== url);
    const mine = { url, title: button.dataset.title, date: button.dataset.date };
    const wasKept = others.length < all().length;
    if (!keep(wasKept ? others : [mine, ...others])) {
      button.textContent = "浏览器不允许保存，请改用书签";
      return;
    }
    show();
  });
  button.hidden = false;
  show();
}

function line(favourite, refresh) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.className = "rows__title";
  link.href = favourite.url;
  link.textContent = String(favourite.title);
  const facts = document.createElement("p");
  facts.className = "rows__line";
  const date = document.createElement("span");
  date.textContent = String(favourite.date ?? "");
  const remove = document.createElement("button");
  remove.type = "button";
  remove.className = "linklike";
  remove.textContent = "取消收藏";
  remove.setAttribute("aria-label", `取消收藏：${favourite.title}`);
  remove.addEventListener("click", () => {
    keep(all().filter((one) => one.url !== favourite.url));
    refresh();
  });
  facts.append(date, remove);
  item.append(link, facts);
  return item;
}

function showList(list) {
  const favourites = all();
  const refresh = () => showList(list);
  list.replaceChildren(...favourites.map((favourite) => line(favourite, refresh)));
  list.hidden = favourites.length === 0;
  document.querySelector("[data-favourites-empty]").hidden = favourites.length > 0;
}

document.querySelectorAll("[data-favourite]").forEach(wireButton);
const list = document.querySelector("[data-favourites]");
if (list) showList(list);
