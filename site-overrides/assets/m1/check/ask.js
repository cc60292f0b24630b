/** Asks the server for a file, past every copy that a browser may have of it. */

/**
 * @typedef {object} Reply
 * @property {number} status zero where nothing came, or only a part
 * @property {Headers} headers
 * @property {ArrayBuffer} content
 */

/**
 * Fetch a file; given up when nothing has arrived for a while.
 *
 * @param {URL} address
 * @param {number} stall in seconds
 * @param {() => void} alive called whenever something arrives
 * @returns {Promise<Reply>}
 */
export async function ask(address, stall, alive) {
  const abort = new AbortController();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const arrived = () => {
    alive();
    clearTimeout(timer);
    timer = setTimeout(() => abort.abort(), stall * 1000);
  };
  arrived();
  try {
    const { signal } = abort;
    // The service worker leaves such a request to the network.
    const response = await fetch(address, { cache: "no-store", credentials: "same-origin", signal });
    const pieces = [];
    const reader = response.body?.getReader();
    for (let piece; (piece = await reader?.read())?.value; ) {
      arrived();
      pieces.push(piece.value);
    }
    return { status: response.status, headers: response.headers, content: await new Blob(pieces).arrayBuffer() };
  } catch {
    return { status: 0, headers: new Headers(), content: new ArrayBuffer(0) };
  } finally {
    clearTimeout(timer);
  }
}

/** @param {Headers} headers @returns {string} the type alone, in small letters */
export function typeOf(headers) {
  return (headers.get("content-type") ?? "").split(";")[0].trim().toLowerCase();
}
