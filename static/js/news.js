// A page that nobody looks at asks for no news.
document.addEventListener("htmx:beforeRequest", (event) => {
  if (document.hidden && event.detail.elt.id === "kemajuan") event.preventDefault();
});
