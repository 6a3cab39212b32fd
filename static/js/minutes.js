// Live minutes: what is typed is kept on this device at once and on the server soon after.
// A lost signal, a closed page or a second writer loses nothing; every save has a key of its own,
// so that one sent twice is kept once.
const page = document.querySelector("[data-minutes]");
const one = (name) => page.querySelector(`[data-${name}]`);
const form = one("form");
const field = form.querySelector("textarea");
const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
const words = page.dataset;
const PAUSE = 1500; // after the last letter
const RENEW = 20000; // well within the writer's lease
const AGAIN = 5000; // after a failure

const items = new Map();
for (const row of JSON.parse(document.getElementById("minutes-items").textContent))
  items.set(row.id, { ...row, saved: row.text, pending: null, theirs: null, wish: null });
const chosen = form.querySelector("[name=item]"); // form.elements.item is a method
let current = items.get(Number(chosen.value));
let reading = false;
let closed = false;
let busy = false;
let timer = 0;

// --- this device ---

const place = (item) => `notulen:${words.minutes}:${item.id}`;

function keep(item) {
  try {
    if (!isDirty(item) && !item.wish) localStorage.removeItem(place(item));
    else {
      const { text, saved, revision, pending, wish } = item;
      localStorage.setItem(place(item), JSON.stringify({ text, saved, revision, pending, wish }));
    }
  } catch {
    // A full or forbidden storage: the server has all but the last seconds.
  }
}

function restore(item) {
  let kept = null;
  try {
    kept = JSON.parse(localStorage.getItem(place(item)));
  } catch {
    // Nothing readable was kept.
  }
  if (!kept) return;
  if (kept.text !== item.text) Object.assign(item, kept);
  else item.wish = kept.wish;
  keep(item);
}

const number = () =>
  "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) =>
    (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16),
  );

// --- the server ---

async function call(address, facts, options = {}) {
  const answer = await fetch(address, {
    method: "POST",
    headers: { Accept: "application/json", "X-CSRFToken": token },
    body: new URLSearchParams(facts),
    ...options,
  });
  const json = answer.headers.get("Content-Type")?.startsWith("application/json");
  if (answer.status >= 500) throw new Error("the server stumbles");
  if (answer.redirected || !json) return { status: 401 };
  return { status: answer.status, ...(await answer.json()) };
}

const isDirty = (item) => item.text !== item.saved || item.pending;
const mayGo = (item) => (isDirty(item) && !item.theirs) || item.wish;

async function flush(options) {
  clearTimeout(timer);
  if (busy || reading || closed) return;
  busy = true;
  try {
    for (let item; (item = [...items.values()].find(mayGo)); )
      if (!(await (isDirty(item) && !item.theirs ? send : sendMark)(item, options))) break;
    one("offline").hidden = true;
  } catch {
    one("offline").hidden = false;
    say(words.waiting);
    timer = setTimeout(flush, AGAIN);
  }
  busy = false;
}

async function send(item, options) {
  item.pending ??= { key: number(), text: item.text, revision: item.revision };
  keep(item);
  if (item === current) say(words.saving);
  const { key, text, revision } = item.pending;
  const answer = await call(words.save, { item: item.id, key, text, revision }, options);
  if (answer.status === 200) {
    Object.assign(item, { revision: answer.revision, saved: text, pending: null, note: answer.saved });
    if (item === current) say(answer.saved);
  } else if (answer.status === 409) {
    Object.assign(item, { pending: null, theirs: answer.item });
    if (item === current) dispute();
  } else if (answer.status === 423) {
    read(answer.writer);
    say(words.waiting);
  } else if (answer.status === 401 || answer.status === 403) stop("signin");
  else stop("closed", answer.message);
  keep(item);
  return answer.status === 200 || answer.status === 409;
}

async function sendMark(item) {
  const { wish } = item;
  const answer = await call(words.mark, { item: item.id, mark: wish });
  if (answer.status === 200) {
    item.mark = answer.mark;
    if (item.wish === wish) item.wish = null;
  } else if (answer.status === 401 || answer.status === 403) stop("signin");
  else stop("closed", answer.message);
  keep(item);
  press();
  if (item === current && !closed) say(isDirty(item) || item.wish ? words.waiting : item.note);
  return answer.status === 200;
}

// --- the page ---

function say(text) {
  one("status").textContent = text;
}

function stop(what, text) {
  closed = true;
  const note = one(what);
  if (text) note.querySelector("p").textContent = text;
  note.hidden = false;
  say(words.waiting);
}

function show(item) {
  current = item;
  const order = [...items.values()];
  field.value = item.text;
  chosen.value = item.id;
  one("title").textContent = item.title;
  one("counter").textContent = words.counterWords
    .replace("{number}", order.indexOf(item) + 1)
    .replace("{all}", order.length);
  for (const link of page.querySelectorAll("[data-item]"))
    if (Number(link.dataset.item) === item.id) link.setAttribute("aria-current", "step");
    else link.removeAttribute("aria-current");
  if (one("next")) one("next").hidden = item === order.at(-1);
  history.replaceState(null, "", `?butir=${order.indexOf(item)}`);
  const login = one("signin").querySelector("a");
  login.href = login.href.replace(/\d+$/, order.indexOf(item));
  press();
  say(isDirty(item) ? words.waiting : item.note);
  dispute();
}

// What became of the item: dealt with, not reached, postponed. None of it for opening and closing.
function press() {
  const marks = one("marks");
  marks.hidden = current.mark === null;
  for (const button of marks.querySelectorAll("button"))
    button.setAttribute("aria-pressed", button.value === (current.wish ?? current.mark));
}

function dispute() {
  const { theirs } = current;
  one("conflict").hidden = !theirs;
  one("theirs").textContent = theirs?.text ?? "";
  one("choice").hidden = !theirs;
}

function settle(text) {
  const { theirs } = current;
  Object.assign(current, { saved: theirs.text, revision: theirs.revision, theirs: null, text });
  keep(current);
  show(current);
  flush();
}

function read(writer) {
  reading = Boolean(writer);
  field.readOnly = reading;
  one("reader").hidden = !reading;
  if (reading) one("reader").querySelector("p").textContent = words.writes.replace("{name}", writer);
}

async function follow() {
  const known = [...items.values()].map((item) => item.revision).join(".");
  const answer = await fetch(`${words.state}?tahu=${known}`, { headers: { Accept: "application/json" } });
  if (answer.redirected || !answer.ok) return;
  const { writer, items: changed } = await answer.json();
  for (const row of changed) {
    const item = items.get(row.id);
    if (!item || isDirty(item)) continue;
    Object.assign(item, row, { saved: row.text });
    if (item === current) field.value = row.text;
  }
  if (!writer) await hold();
}

async function hold(facts = {}) {
  const answer = await call(words.pen, facts);
  if (answer.status === 423) read(answer.writer);
  else if (answer.status === 200) {
    read("");
    flush();
  } else if (answer.status === 401 || answer.status === 403) stop("signin");
  else stop("closed", answer.message);
}

async function reach(step) {
  try {
    await step();
    one("offline").hidden = true;
  } catch {
    one("offline").hidden = false;
  }
}

async function beat() {
  if (!closed && !document.hidden) await reach(reading ? follow : hold);
}

// The newest words first: one goes on from what the other has written.
const takeOver = () => reach(() => follow().then(() => hold({ take_over: 1 })));

function wish(mark) {
  current.wish = mark;
  keep(current);
  press();
  say(words.waiting);
  flush();
}

field.addEventListener("input", () => {
  current.text = field.value;
  keep(current);
  say(words.waiting);
  clearTimeout(timer);
  timer = setTimeout(flush, PAUSE);
});
// The browser cuts what is too long without a word.
field.addEventListener("paste", (event) => {
  const selected = field.selectionEnd - field.selectionStart;
  const length = field.value.length - selected + event.clipboardData.getData("text").length;
  one("full").hidden = field.maxLength < 0 || length <= field.maxLength;
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const pressed = event.submitter?.name;
  if (pressed === "mark") return wish(event.submitter.value);
  if (pressed === "take_over") return takeOver();
  if (current.theirs) settle(field.value);
  else flush();
  const order = [...items.values()];
  const following = order[order.indexOf(current) + 1];
  if (pressed === "next" && following) {
    show(following);
    field.focus();
  }
});
one("items").addEventListener("click", (event) => {
  const link = event.target.closest("[data-item]");
  const item = link && items.get(Number(link.dataset.item));
  if (!item) return;
  event.preventDefault();
  flush();
  show(item);
  field.focus();
});
one("keep").addEventListener("click", () => settle(field.value));
one("drop").addEventListener("click", () => settle(current.theirs.text));

// Without a signal every way off this page, also those in its frame, ends at the browser's own
// error page, which does not lead back.
function stay(event) {
  const leaves = event.type === "submit" || event.target.closest("a[href]:not([href^='#'])");
  if (navigator.onLine || event.defaultPrevented || !leaves) return;
  event.preventDefault();
  one("offline").hidden = false;
  one("offline").scrollIntoView({ block: "center" });
}

document.addEventListener("click", stay);
document.addEventListener("submit", stay);
addEventListener("online", () => flush());
addEventListener("offline", () => (one("offline").hidden = false));
document.addEventListener("visibilitychange", () => {
  if (document.hidden) flush({ keepalive: true });
  else beat();
});

const clock = one("clock");
const hands = new Intl.DateTimeFormat("id-ID", { timeZone: clock.dataset.clock, hour: "2-digit", minute: "2-digit" });
setInterval(() => (clock.textContent = hands.format(new Date()).replace(":", ".")), 5000);

for (const item of items.values()) restore(item);
show(current);
beat();
setInterval(beat, RENEW);
