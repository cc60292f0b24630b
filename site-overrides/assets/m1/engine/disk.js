/**
 * Reads the engine's files where nothing can be fetched: a page that was opened from a disk may only
 * run scripts from there. Each file therefore lies there once more as a script, which hands it over
 * as base64.
 */

/** @type {Map<string, (base64: string) => void>} */
const wanted = new Map();

/** How many files were asked for. */
let asked = 0;

/** @typedef {{fromBase64?: (text: string) => Uint8Array<ArrayBuffer>}} NativeBase64 */

/**
 * @param {string} folder the address of the folder of these scripts
 * @param {string} name the name of the file
 * @returns {Promise<Uint8Array<ArrayBuffer> | null>} nothing where the script is missing or hands over another file
 */
export function readFromDisk(folder, name) {
  Object.assign(globalThis, { m1File: handOver });
  return new Promise((resolve) => {
    wanted.set(name, (base64) => resolve(decode(base64)));
    const $script = document.createElement("script");
    // WebKit would run a script again that it has read, and not look whether it has been mended.
    $script.src = new URL(`${name}.js?${(asked += 1)}`, folder).href;
    $script.onload = () => resolve(null);
    $script.onerror = () => resolve(null);
    document.head.append($script);
  }).finally(() => wanted.delete(name));
}

/**
 * @param {string} folder
 * @param {string} name the name of a file that is gzip'd
 * @returns {Promise<ArrayBuffer | null | undefined>} null where it is missing, undefined where it is damaged
 */
export async function unpackedFromDisk(folder, name) {
  const bytes = await readFromDisk(folder, name);
  if (!bytes) return null;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer().catch(() => undefined);
}

/** @param {string} name @param {string} base64 */
function handOver(name, base64) {
  wanted.get(name)?.(base64);
}

/** @param {string} base64 @returns {Uint8Array<ArrayBuffer> | null} */
function decode(base64) {
  try {
    const { fromBase64 } = /** @type {NativeBase64} */ (Uint8Array);
    return fromBase64?.(base64) ?? Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  } catch {
    return null; // cut short or altered
  }
}
