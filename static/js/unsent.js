// Words of live minutes that did not reach the server before the minutes were sent for review: kept
// on this device by minutes.js, shown here until somebody copies or discards them.
const shelf = document.querySelector("[data-unsent]");
const pattern = shelf.querySelector("template");
const prefix = `notulen:${shelf.dataset.unsent}:`;

function keptUnder(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function show(key, kept) {
  const part = pattern.content.cloneNode(true).firstElementChild;
  const item = document.getElementById(`butir-${key.slice(prefix.length)}`);
  part.querySelector("h3").textContent = item?.querySelector("h3")?.textContent ?? "";
  const text = part.querySelector("textarea");
  text.value = kept.text;
  part.querySelector("[data-take]").addEventListener("click", () => {
    text.select();
    navigator.clipboard?.writeText(text.value);
    part.querySelector("[role=status]").textContent = shelf.dataset.taken;
  });
  part.querySelector("[data-discard]").addEventListener("click", () => {
    localStorage.removeItem(key);
    part.remove();
    shelf.hidden = !shelf.querySelector("textarea");
  });
  shelf.append(part);
  shelf.hidden = false;
}

let keys = [];
try {
  keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
} catch {
  // A forbidden storage keeps nothing.
}
for (const key of keys) {
  const kept = keptUnder(key);
  const sent = document.getElementById(`butir-${key.slice(prefix.length)}`)?.querySelector("[data-text]");
  if (kept?.text && kept.text !== kept.saved && kept.text !== sent?.textContent) show(key, kept);
  else localStorage.removeItem(key);
}
