// What a script adds to the forms of cases: the little calculation, what is already public while
// typing, and a draft in this browser. Without it every form works all the same.

const DRAFT = "gongkai.draft.";
const KEPT_DAYS = 7;
// Nothing that tells who somebody is: the computer may be one in a reading room.
const KEPT = ["subject", "text", "way", "medium", "applicant_kind"];
const AT_ONCE = 256;
const PAUSE = 600;
const SHORTEST = 4;

function startsWithZeros(digest, bits) {
  const view = new Uint8Array(digest);
  const whole = bits >> 3;
  for (let at = 0; at < whole; at += 1) if (view[at] !== 0) return false;
  return bits % 8 === 0 || view[whole] >> (8 - (bits % 8)) === 0;
}

async function workOut(ticket, bits) {
  const encoder = new TextEncoder();
  for (let first = 0; ; first += AT_ONCE) {
    const answers = Array.from({ length: AT_ONCE }, (_, offset) => first + offset);
    const digests = await Promise.all(
      answers.map((answer) => crypto.subtle.digest("SHA-256", encoder.encode(`${ticket}:${answer}`))),
    );
    const found = digests.findIndex((digest) => startsWithZeros(digest, bits));
    if (found >= 0) return String(first + found);
    // Typing goes before reckoning.
    await new Promise((resolve) => setTimeout(resolve));
  }
}

function wireChallenge(form) {
  // Only a secure address has it; without it the form can be sent after the wait.
  if (!globalThis.crypto?.subtle) return;
  const answer = form.elements.answer;
  const told = form.querySelector("[data-working]");
  const working = workOut(form.elements.ticket.value, Number(answer.dataset.difficulty)).then(
    (found) => { answer.value = found; },
  );
  let isWaiting = false;
  form.addEventListener("submit", (event) => {
    if (answer.value || event.submitter?.name === "look") return;
    event.preventDefault();
    if (isWaiting) return;
    isWaiting = true;
    told.textContent = "正在核验，请稍候……";
    working.finally(() => form.requestSubmit(event.submitter));
  });
}

function wireKnown(form) {
  const hits = form.querySelector("[data-hits]");
  let waiting;
  let asked = "";
  const look = async () => {
    const subject = form.elements.subject.value.trim();
    if (subject.length < SHORTEST || subject === asked) return;
    asked = subject;
    const body = new URLSearchParams({ subject });
    try {
      const answer = await fetch(form.dataset.known, { method: "POST", body, credentials: "omit" });
      if (!answer.ok || asked !== subject) return;
      // The server's own template, in which everything typed by anybody is escaped.
      hits.innerHTML = await answer.text();
    } catch {
      // Without network the button still asks when it is back.
    }
  };
  form.elements.subject.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, PAUSE);
  });
}

function kept(key) {
  try {
    const draft = JSON.parse(localStorage.getItem(key) ?? "null");
    const isFresh = draft && Date.now() - draft.at < KEPT_DAYS * 86_400_000;
    return isFresh && typeof draft.typed === "object" ? draft.typed : null;
  } catch {
    return null;
  }
}

function forget(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // Then nothing was kept either.
  }
}

function typedIn(form) {
  const typed = new FormData(form);
  const pairs = KEPT.map((name) => [name, typed.get(name)]).filter(([, value]) => value);
  return Object.fromEntries(pairs);
}

function offer(form, key, draft) {
  const box = form.querySelector("[data-draft]");
  const said = document.createElement("p");
  said.textContent = "这台设备上有您没有提交的草稿（不含姓名、证件号码和联系方式）。";
  const button = (label, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button";
    made.textContent = label;
    made.addEventListener("click", () => {
      act();
      box.hidden = true;
      form.elements.subject.focus();
    });
    return made;
  };
  const restore = () => {
    for (const name of KEPT) {
      if (typeof draft[name] === "string" && form.elements[name]) form.elements[name].value = draft[name];
    }
  };
  box.replaceChildren(said, button("恢复草稿", restore), button("删除草稿", () => forget(key)));
  box.hidden = false;
}

function wireDraft(form) {
  const key = DRAFT + location.pathname;
  const draft = kept(key);
  if (draft && !form.elements.subject.value && !form.elements.text.value) offer(form, key, draft);
  let waiting;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      try {
        localStorage.setItem(key, JSON.stringify({ at: Date.now(), typed: typedIn(form) }));
      } catch {
        // A browser that keeps nothing keeps no draft.
      }
    }, PAUSE);
  });
}

for (const form of document.querySelectorAll("[data-ask]")) {
  wireChallenge(form);
  if (!form.dataset.known) continue;
  wireKnown(form);
  wireDraft(form);
}
if (document.querySelector("[data-sent]")) {
  // What was sent needs no draft; which form it came from the receipt does not say.
  try {
    Object.keys(localStorage).filter((key) => key.startsWith(DRAFT)).forEach(forget);
  } catch {
    // Nothing is kept here.
  }
}
