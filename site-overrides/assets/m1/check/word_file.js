/** Reads one file out of a zip file, such as a Word file is: enough to see whether it opens. */

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;

/**
 * @param {Uint8Array<ArrayBuffer>} zip
 * @param {string} name
 * @returns {Promise<string | null>} its text; nothing where the zip file does not open or lacks it
 */
export async function readEntry(zip, name) {
  try {
    const packed = find(zip, name);
    if (!packed) return null;
    const { method, data } = packed;
    const stream = new Blob([data]).stream();
    if (method === 0) return await new Response(stream).text();
    return await new Response(stream.pipeThrough(new DecompressionStream("deflate-raw"))).text();
  } catch {
    return null;
  }
}

/**
 * Look the file up in the list at the end of the zip file. Raises `RangeError` where that is cut off.
 *
 * @param {Uint8Array<ArrayBuffer>} zip
 * @param {string} name
 */
function find(zip, name) {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const text = (/** @type {number} */ at, /** @type {number} */ length) =>
    new TextDecoder().decode(zip.subarray(at, at + length));
  const end = zip.byteLength - 22; // without a comment, as the writer of Word files makes it
  if (view.getUint32(end, true) !== END) return null;
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    if (view.getUint32(at, true) !== ENTRY) return null;
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true));
    if (text(at + 46, nameLength) === name) {
      const local = view.getUint32(at + 42, true);
      if (view.getUint32(local, true) !== LOCAL) return null;
      const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
      const data = zip.subarray(start, start + view.getUint32(at + 20, true));
      return { method: view.getUint16(at + 10, true), data };
    }
    at += 46 + nameLength + extra + comment;
  }
  return null;
}
