/**
 * The engine's side of the boundary: starts Python, answers calls, and closes the network behind it.
 *
 * It knows one thing of the product, `m1appeals.browser`. Messages are {id, call, json, bytes}; the
 * first one, `boot`, says where the files are and which way to start. What Python raises can hold what
 * a user typed, so only the name of an error ever leaves this file, and nothing is ever printed.
 */

import { BootError, Downloads } from "./downloads.js";
import { startPython } from "./python.js";

/** @import { Boot, Call, Reply, Stage } from "./messages" */
/** @typedef {import("pyodide/ffi").PyProxy} PyProxy */
/** @typedef {{warm: () => void, handle: (call: string, json: string, bytes: PyProxy | Uint8Array) => PyProxy}} Product */

const silent = () => {};
// Pyodide prints what it dies of, and the browser what nobody caught.
for (const say of /** @type {const} */ (["debug", "error", "info", "log", "trace", "warn"])) {
  console[say] = silent;
}
for (const type of ["error", "unhandledrejection"]) {
  self.addEventListener(type, (event) => {
    event.preventDefault();
    fail(event);
  });
}

/** @type {Product} `m1appeals.browser`, once Python runs */
let product;
/** @type {(bytes: Uint8Array) => PyProxy} the same bytes as Python has them */
let toPython;

/** @type {Map<string, (bytes: Uint8Array<ArrayBuffer> | null) => void>} files that the page was asked for */
const wanted = new Map();

self.onmessage = ({ data }) => {
  if (data.call === "boot") boot(data.json);
  else if (data.call === "file") wanted.get(data.json.name)?.(data.bytes);
  else answer(data);
};
// Pyodide refuses to start in a classic worker, for want of modules; what it loads comes as blobs here.
self.importScripts = () => {
  throw new TypeError("this worker loads no scripts");
};
tell({ stage: "alive" });

/** @param {Boot} options */
async function boot(options) {
  try {
    if (!options.disk) await expectModules();
    const downloads = new Downloads(options, options.disk ? fromDisk : fetch, (loaded, total) =>
      tell({ stage: "fetching", loaded, total }),
    );
    const pyodide = await startPython(downloads, options, () => tell({ stage: "starting" }));
    product = pyodide.pyimport("m1appeals.browser");
    toPython = (bytes) => pyodide.toPy(bytes);
    if (options.way === "cold") product.warm();
    // The first letter is written here, so that a memory that only seems whole is found out.
    product.handle("preview", '{"fields": {}, "today": "2026-12-31"}', new Uint8Array()).destroy();
    tell({ stage: "ready" });
    await loadTables(options);
    closeNetwork();
    tell({ stage: "complete" });
  } catch (error) {
    fail(error);
  }
}

/**
 * Hand Python its tables. Letters do not need them: where one does not arrive, the page says so.
 *
 * @param {Boot} options
 */
async function loadTables(options) {
  for (const file of options.files.tables) {
    const downloads = new Downloads(options, options.disk ? fromDisk : fetch, silent);
    let reason = "";
    try {
      const bytes = new Uint8Array(await downloads.unpacked(file));
      const data = toPython(bytes);
      product.handle("table", JSON.stringify({ name: file.table }), data).destroy();
      data.destroy();
    } catch (error) {
      if (!(error instanceof Error) || "pyodide_fatal_error" in error) throw error;
      // What is whole and no table Python refuses.
      reason = error instanceof BootError ? error.reason : "corrupt";
    }
    tell({ stage: "table", table: file.table, file: file.name, reason });
  }
}

/** Find out whether this browser imports modules in a worker, before a file gets the blame. */
async function expectModules() {
  const url = URL.createObjectURL(new Blob([""], { type: "text/javascript" }));
  try {
    await import(url);
  } catch {
    throw new BootError("no-modules", "");
  } finally {
    URL.revokeObjectURL(url);
  }
}

/**
 * What `fetch` is elsewhere: the page brings the file.
 *
 * @param {URL} address
 * @returns {Promise<Response>}
 */
async function fromDisk({ pathname }) {
  const name = pathname.slice(pathname.lastIndexOf("/") + 1);
  /** @type {Uint8Array<ArrayBuffer> | null} */
  const bytes = await new Promise((resolve) => {
    wanted.set(name, resolve);
    tell({ stage: "wanted", name });
  });
  return bytes ? new Response(bytes) : new Response(null, { status: 404 });
}

/** @param {Call} call */
function answer({ id, call, json, bytes }) {
  let reply;
  try {
    const data = toPython(bytes ?? new Uint8Array());
    reply = product.handle(call, JSON.stringify(json), data);
    data.destroy();
    const [text, result] = reply.toJs();
    self.postMessage({ id, json: JSON.parse(text), bytes: result }, { transfer: [result.buffer] });
    reply.destroy();
  } catch (error) {
    if (!(error instanceof Error)) return fail(error);
    // Python cannot go on after an error that is not its own.
    if ("pyodide_fatal_error" in error) return fail(error);
    tell({ id, error: "type" in error ? String(error.type) : error.name });
  }
}

/** @param {unknown} error */
function fail(error) {
  const { reason, file } = error instanceof BootError ? error : { reason: "crashed", file: "" };
  tell({ stage: "failed", reason, file });
}

/** @param {Stage | Reply} message */
function tell(message) {
  self.postMessage(message);
}

/** Take every way out of this worker away, for good: of the network, of other scripts, of storage. */
function closeNetwork() {
  const ways = [
    "fetch", "Request", "XMLHttpRequest", "EventSource", "WebSocket", "WebSocketStream", "WebTransport",
    "RTCPeerConnection", "FontFace", "fonts", "Notification", "navigator", "importScripts", "Worker",
    "SharedWorker", "BroadcastChannel", "FileReaderSync", "caches", "cookieStore", "indexedDB",
    "webkitRequestFileSystem", "webkitRequestFileSystemSync", "webkitResolveLocalFileSystemURL",
    "webkitResolveLocalFileSystemSyncURL",
  ];
  for (const way of ways) {
    for (let owner = self; owner; owner = Object.getPrototypeOf(owner)) {
      if (Object.hasOwn(owner, way)) Reflect.deleteProperty(owner, way);
    }
    if (way in self) Object.defineProperty(self, way, { value: undefined });
  }
}
