// Small comforts; every page works without them.

// A form is sent once: the button keeps its width, says so, and ignores a second press.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (event.submitter?.hasAttribute("data-download")) return; // the page stays
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  const button = event.submitter;
  if (!button?.classList.contains("btn")) return;
  button.dataset.words = button.innerHTML;
  button.style.minWidth = `${button.offsetWidth}px`;
  // After this tick, so that the button's own name and value are still sent.
  setTimeout(() => {
    button.setAttribute("aria-disabled", "true");
    button.textContent = document.body.dataset.sending;
  });
  setTimeout(() => wake(form), 20000);
});

// Back from the next page, or this page still stands (a download, a lost signal): usable again.
function wake(form) {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("[data-words]")) {
    button.innerHTML = button.dataset.words;
    button.removeAttribute("aria-disabled");
    delete button.dataset.words;
  }
}
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(wake));

// The summary of mistakes is read first.
document.querySelector("[data-mistakes]:not(.guide *)")?.focus();

// Menus close with Escape and with a click beside them.
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector("details[data-menu][open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details[data-menu][open]"))
    if (!menu.contains(event.target)) menu.open = false;
});

// A password can be shown, so that a thumb sees what it typed.
for (const field of document.querySelectorAll('input[type="password"]')) {
  const button = document.createElement("button");
  const { show, hide } = document.body.dataset;
  button.type = "button";
  button.className = "tool";
  button.textContent = show;
  button.setAttribute("aria-controls", field.id);
  button.addEventListener("click", () => {
    const hidden = field.type === "password";
    field.type = hidden ? "text" : "password";
    button.textContent = hidden ? hide : show;
  });
  field.after(button);
}

// A field is copied with one tap, where the browser can.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", () =>
    navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value));
}

// Printing needs script, so its button waits for it.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
