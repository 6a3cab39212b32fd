// Rows of an agenda, or of an order, change places by dragging, by their buttons and by arrow keys;
// minutes are summed. Without script the buttons or the fields of a form do the same.
const list = document.querySelector("[data-agenda]");
const field = (row, name) => row.querySelector(`[name$="-${name}"]`);
const title = (row) => row.dataset.title ?? field(row, "title").value;
const first = Number(list?.dataset.first ?? 0);

function count() {
  [...list.children].forEach((row, place) => (field(row, "position").value = place + first));
  const sum = document.querySelector("[data-sum]");
  if (!sum) return;
  const filled = [...list.children].filter((row) => title(row).trim());
  sum.textContent = filled.reduce((all, row) => all + (Number(field(row, "minutes").value) || 0), 0);
  const over = document.querySelector("[data-over]");
  if (over) over.hidden = Number(sum.textContent) <= Number(over.dataset.over);
}

function say(row) {
  const status = document.querySelector("[data-said]");
  const place = [...list.children].indexOf(row) + 1;
  const words = { title: title(row), place, all: list.children.length };
  status.textContent = status.dataset.said.replace(/{(\w+)}/g, (whole, name) => words[name]);
}

// The neighbour steps aside; the row itself stays in its place in the page, and so keeps the focus.
function swap(row, by) {
  const beside = by < 0 ? row.previousElementSibling : row.nextElementSibling;
  if (beside) row[by < 0 ? "after" : "before"](beside);
}

function move(row, by) {
  swap(row, by);
  count();
  say(row);
}

// To a place that was chosen by its number.
function put(row, place) {
  for (let steps = place - [...list.children].indexOf(row); steps; steps -= Math.sign(steps)) swap(row, steps);
  count();
  say(row);
}

function middle(row) {
  const box = row?.getBoundingClientRect();
  return box && box.top + box.height / 2;
}

function drag(handle, row) {
  handle.hidden = false;
  handle.addEventListener("pointerdown", (event) => {
    handle.setPointerCapture(event.pointerId);
    row.classList.add("dragged");
  });
  handle.addEventListener("pointermove", (event) => {
    if (!row.classList.contains("dragged")) return;
    while (event.clientY < middle(row.previousElementSibling)) swap(row, -1);
    while (event.clientY > middle(row.nextElementSibling)) swap(row, 1);
  });
  handle.addEventListener("lostpointercapture", () => {
    row.classList.remove("dragged");
    count();
    say(row);
  });
  handle.addEventListener("keydown", (event) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!by) return;
    event.preventDefault();
    move(row, by);
  });
}

if (list) {
  for (const row of list.children) drag(row.querySelector("[data-handle]"), row);
  for (const button of list.querySelectorAll("[data-move]")) button.hidden = false;
  list.addEventListener("input", ({ target }) => {
    if (target.matches("select[name$='-position']")) put(target.closest("li"), Number(target.value) - first);
    else count();
  });
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (!button) return;
    event.preventDefault();
    move(button.closest("li"), Number(button.dataset.move));
  });
}
