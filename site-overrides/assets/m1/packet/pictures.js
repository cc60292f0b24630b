/** Turns a picture into a JPEG, which a packet can hold: the browser knows every format that it shows. */

/** No paper shows more: about 300 dots an inch over a page. In pixels. */
const LONGEST = 3300;
const QUALITY = 0.9;

/**
 * @param {File} file
 * @returns {Promise<Uint8Array<ArrayBuffer>>} its bytes, or those of a JPEG where it is another picture
 */
export async function bytesOf(file) {
  if (!file.type.startsWith("image/") || file.type === "image/jpeg") return read(file);
  try {
    return await toJpeg(file);
  } catch {
    return read(file); // what this browser cannot show is told when the file is looked at
  }
}

/** @param {Blob} file */
async function toJpeg(file) {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const $canvas = document.createElement("canvas");
  $canvas.width = Math.max(1, Math.round(picture.width * scale));
  $canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = $canvas.getContext("2d");
  if (!pen) throw new TypeError("this browser draws nothing");
  // What can be seen through is white on paper.
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, $canvas.width, $canvas.height);
  pen.drawImage(picture, 0, 0, $canvas.width, $canvas.height);
  picture.close();
  /** @type {Blob | null} */
  const blob = await new Promise((resolve) => $canvas.toBlob(resolve, "image/jpeg", QUALITY));
  if (!blob) throw new TypeError("the picture is too large");
  return read(blob);
}

/** @param {Blob} blob */
async function read(blob) {
  return new Uint8Array(await blob.arrayBuffer());
}
