// A photo is made small before it is sent, to spare the signal. Without this the server does it.

async function shrink(field) {
  const [file] = field.files;
  const longest = Number(field.dataset.shrink);
  if (!file) return;
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

for (const field of document.querySelectorAll("[data-shrink]")) {
  // What the browser cannot open goes as it is; the server says what is wrong with it.
  field.addEventListener("change", () => shrink(field).catch(() => {}));
}
