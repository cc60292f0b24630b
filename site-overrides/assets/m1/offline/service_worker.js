/**
 * Keeps a whole copy of the site in the browser and answers from it.
 *
 * The build puts `m1Copy` before this script: the version, and each file with its size and SHA-256. A
 * copy is kept in a cache of its own, and only if every file is exactly that; until then the last copy
 * goes on. A newer copy takes over when the site is open nowhere, or when a page asks for it and no
 * other one is open. Only files of the site are ever kept.
 */

/** @typedef {[bytes: number, sha256: string, kept: 0 | 1]} Listed */
/** @typedef {{version: string, files: Record<string, Listed>}} Copy */

const worker = /** @type {ServiceWorkerGlobalScope & {m1Copy: Copy}} */ (/** @type {unknown} */ (self));
const { version, files } = worker.m1Copy;

/** One server may hold several copies of the site, each under a path of its own. */
const OURS = `m1 ${new URL(worker.registration.scope).pathname} `;
const CACHE = OURS + version;

/** How many files are fetched at a time. */
const AT_ONCE = 4;

/** After how long a file that does not arrive is given up, in milliseconds. */
const PATIENCE = 60_000;

const TYPES = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  json: "application/json",
  svg: "image/svg+xml",
  png: "image/png",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
};

worker.addEventListener("install", (event) => event.waitUntil(keepAll()));
worker.addEventListener("activate", (event) => event.waitUntil(dropOthers()));
worker.addEventListener("message", (event) => event.waitUntil(takeOver(event)));
worker.addEventListener("fetch", (event) => {
  const path = pathOf(event.request);
  if (path !== null) event.respondWith(answer(event, path));
});

/** Fetch what is not kept yet. A copy that was broken off goes on where it stopped. */
async function keepAll() {
  const cache = await caches.open(CACHE);
  const left = Object.keys(files).filter((path) => files[path][2]);
  const helpers = Array.from({ length: AT_ONCE }, async () => {
    for (let path; (path = left.pop()) !== undefined; ) {
      if (await cache.match(path)) continue;
      const response = (await fromOlder(path)) ?? (await fromServer(path));
      await cache.put(path, response);
    }
  });
  await Promise.all(helpers);
}

/** @param {string} path @returns {Promise<Response | null>} the file from an older copy, if it is the same */
async function fromOlder(path) {
  const found = await caches.match(path);
  return found ? exactly(path, await found.arrayBuffer()) : null;
}

/** @param {string} path @returns {Promise<Response>} the file from the server; rejects if it is another one */
async function fromServer(path) {
  // The page has just fetched most of it. Only if the browser's copy is another one, past that.
  for (const cache of /** @type {const} */ (["no-cache", "reload"])) {
    const signal = AbortSignal.timeout(PATIENCE);
    const response = await fetch(path, { cache, signal, credentials: "same-origin" });
    const file = response.ok && (await exactly(path, await response.arrayBuffer()));
    if (file) return file;
  }
  throw new Error(`${path} is not that of this version`);
}

/**
 * @param {string} path
 * @param {ArrayBuffer} content
 * @returns {Promise<Response | null>} an answer with the right type, whatever the server calls it; nothing
 *   if the content is not that of this version
 */
async function exactly(path, content) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  if (Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("") !== files[path][1]) return null;
  const ending = /** @type {keyof typeof TYPES} */ (path.slice(path.lastIndexOf(".") + 1));
  return new Response(content, {
    headers: { "content-type": TYPES[ending] ?? "application/octet-stream", "content-length": `${content.byteLength}` },
  });
}

/** @param {Request} request @returns {string | null} the file it asks for; nothing if that is not ours to answer */
function pathOf({ url, method, cache }) {
  const { scope } = worker.registration;
  if (method !== "GET" || !url.startsWith(scope)) return null;
  // The page that checks an installation asks the server itself.
  if (cache === "no-store") return null;
  const path = decodeURI(new URL(url).pathname.slice(new URL(scope).pathname.length));
  return path === "" || path.endsWith("/") ? `${path}index.html` : path;
}

/** @param {FetchEvent} event @param {string} path @returns {Promise<Response>} */
async function answer(event, path) {
  const { request } = event;
  const cache = await caches.open(CACHE);
  // A page that found a damaged file asks past every copy.
  const kept = request.cache === "reload" ? undefined : await cache.match(path);
  if (kept) return kept;
  try {
    const response = await fetch(request);
    if (response.ok) event.waitUntil(keepAgain(cache, path, response.clone()));
    // A page of the last version may still be open, and its files gone from the server.
    else if (request.mode !== "navigate") return (await caches.match(path)) ?? response;
    return response;
  } catch (error) {
    const instead = (await caches.match(path)) ?? (request.mode === "navigate" && (await cache.match("404.html")));
    if (instead) return instead;
    throw error;
  }
}

/**
 * Keep a file that the browser has thrown away, or that was not wanted before.
 *
 * @param {Cache} cache
 * @param {string} path
 * @param {Response} response
 */
async function keepAgain(cache, path, response) {
  if (!Object.hasOwn(files, path)) return;
  try {
    const file = await exactly(path, await response.arrayBuffer());
    if (file) await cache.put(path, file);
  } catch {
    // It broke off, or there is no room: the page has it all the same.
  }
}

async function dropOthers() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(OURS) && name !== CACHE).map((name) => caches.delete(name)));
}

/** @param {ExtendableMessageEvent} event */
async function takeOver({ data, ports }) {
  if (data !== "activate") return;
  const windows = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const pages = windows.filter(({ url }) => url.startsWith(worker.registration.scope));
  ports[0]?.postMessage(pages.length - 1);
  if (pages.length <= 1) await worker.skipWaiting();
}
