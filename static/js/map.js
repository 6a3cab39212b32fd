// A map that moves, behind a tap: the same dots and lines as in the drawings, without pictures of others.
const box = document.querySelector("[data-map]");
const button = box?.querySelector("button");
const status = box?.querySelector("[role=status]");

function loaded(element) {
  return new Promise((resolve, reject) => {
    element.onload = resolve;
    element.onerror = reject;
    document.head.append(element);
  });
}

function styles() {
  return loaded(Object.assign(document.createElement("link"), { rel: "stylesheet", href: box.dataset.style }));
}

function script() {
  return loaded(Object.assign(document.createElement("script"), { src: box.dataset.script }));
}

// Elements with text: a name that somebody wrote is never markup.
function nameOf({ properties: { name } }) {
  return Object.assign(document.createElement("span"), { textContent: name });
}

function words(feature) {
  const { name, projects, url } = feature.properties;
  if (!url) return nameOf(feature);
  return Object.assign(document.createElement("a"), { textContent: `${name} (${projects})`, href: url });
}

// Regencies lie far apart: the map opens on the first lead and what is near it.
function around(layer) {
  const spots = layer.getLayers().filter((shape) => shape.getLatLng).map((shape) => shape.getLatLng());
  return L.latLngBounds(spots.filter((spot) => spot.distanceTo(spots[0]) < 60000));
}

function style({ geometry, properties }) {
  return geometry.type === "Point" ? {} : { className: properties.running ? "tie run" : "tie" };
}

function dot({ properties: { projects, url } }, where) {
  const radius = url ? 7 + Math.min(8, projects) : 5;
  return L.circleMarker(where, { radius, className: url ? "dot here" : "dot" });
}

function tell(feature, shape) {
  shape.bindPopup(() => words(feature));
}

function draw(data) {
  const place = document.createElement("div");
  place.className = "live-map";
  button.replaceWith(place);
  const map = L.map(place, { zoomControl: false, attributionControl: false, maxZoom: 15, zoomSnap: 0.25 });
  L.control.zoom({ zoomInTitle: box.dataset.zoomIn, zoomOutTitle: box.dataset.zoomOut }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  const layer = L.geoJSON(data, { style, pointToLayer: dot, onEachFeature: tell }).addTo(map);
  for (const spot of layer.getLayers().filter((shape) => shape.feature.properties.url)) {
    const icon = L.divIcon({ className: "place-name", iconSize: [0, 0], html: nameOf(spot.feature) });
    L.marker(spot.getLatLng(), { icon, keyboard: false, interactive: false }).addTo(map);
  }
  map.fitBounds(around(layer).pad(0.1), { maxZoom: 13 });
  place.focus();
}

async function open() {
  button.disabled = true;
  try {
    const [answer] = await Promise.all([fetch(box.dataset.map), styles(), script()]);
    const data = await answer.json();
    if (data.features.length) draw(data);
  } catch {
    button.disabled = false;
    status.textContent = box.dataset.failed;
  }
}

if (button) {
  button.hidden = false;
  button.addEventListener("click", open);
}
