// A photo is made small before it is sent, to spare the signal. Without this the server does it.
// Small photos say nothing of their place; who ticks that it be kept has it read from the original.
const originals = new WeakMap();

async function shrink(field) {
  const [file] = field.files;
  const longest = Number(field.dataset.shrink);
  if (!file) return;
  originals.set(field, file);
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const share = Math.min(1, longest / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * share);
  canvas.height = Math.round(picture.height * share);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  const small = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
  if (!small || small.size >= file.size || field.files[0] !== file) return;
  const basket = new DataTransfer();
  basket.items.add(new File([small], "foto.jpg", { type: "image/jpeg" }));
  field.files = basket.files;
}

// The EXIF part of a JPEG: markers of two bytes, each but the first with its length.
function exif(view) {
  for (let at = 2; view.getUint16(at) !== 0xffda; at += 2 + view.getUint16(at + 2)) {
    if (view.getUint16(at) === 0xffe1 && view.getUint32(at + 4) === 0x45786966) {
      return new DataView(view.buffer, at + 10);
    }
  }
  throw new Error("no EXIF");
}

// Tag → where its value stands, of the directory of a TIFF that begins at `start`.
function entries(tiff, start, little) {
  const found = new Map();
  for (let n = tiff.getUint16(start, little), at = start + 2; n > 0; n -= 1, at += 12) {
    found.set(tiff.getUint16(at, little), at + 8);
  }
  return found;
}

async function placeOf(file) {
  const tiff = exif(new DataView(await file.slice(0, 262144).arrayBuffer()));
  const little = tiff.getUint16(0) === 0x4949;
  const number = (at) => tiff.getUint32(at, little);
  const share = (at) => number(at) / number(at + 4);
  const gps = entries(tiff, number(entries(tiff, number(4), little).get(0x8825)), little);
  const degrees = (tag) => {
    const at = number(gps.get(tag));
    return share(at) + share(at + 8) / 60 + share(at + 16) / 3600;
  };
  const letter = (tag) => String.fromCharCode(tiff.getUint8(gps.get(tag)));
  const latitude = degrees(2) * (letter(1) === "S" ? -1 : 1);
  const longitude = degrees(4) * (letter(3) === "W" ? -1 : 1);
  return `${latitude.toFixed(6)},${longitude.toFixed(6)}`;
}

// Only while the tick is set; otherwise nothing of the place leaves the device.
async function locate(field) {
  const slot = field.closest("fieldset");
  const where = slot.querySelector("[data-where]");
  const file = originals.get(field);
  where.value = "";
  if (file && slot.querySelector("[name^=placed_]").checked) where.value = await placeOf(file);
}

for (const field of document.querySelectorAll("[data-shrink]")) {
  // What the browser cannot open goes as it is; the server says what is wrong with it.
  const find = () => locate(field).catch(() => {});
  field.addEventListener("change", () => shrink(field).catch(() => {}).then(find));
  field.closest("fieldset")?.querySelector("[name^=placed_]")?.addEventListener("change", find);
}
