// Rows of an agenda change places by dragging, by their buttons and by arrow keys; minutes are summed.
// Without script the same buttons ask the server.
const list = document.querySelector("[data-agenda]");
const field = (row, name) => row.querySelector(`[name$="-${name}"]`);

function count() {
  [...list.children].forEach((row, place) => (field(row, "position").value = place));
  const filled = [...list.children].filter((row) => field(row, "title").value.trim());
  const sum = filled.reduce((all, row) => all + (Number(field(row, "minutes").value) || 0), 0);
  document.querySelector("[data-sum]").textContent = sum;
  const over = document.querySelector("[data-over]");
  if (over) over.hidden = sum <= Number(over.dataset.over);
}

function say(row) {
  const status = document.querySelector("[data-said]");
  const place = [...list.children].indexOf(row) + 1;
  const words = { title: field(row, "title").value, place, all: list.children.length };
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
  list.addEventListener("input", count);
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (!button) return;
    event.preventDefault();
    move(button.closest("li"), Number(button.dataset.move));
  });
}
