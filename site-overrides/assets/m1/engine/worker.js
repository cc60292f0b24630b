/**
 * The engine's side of the boundary: starts Python, answers calls, and closes the network behind it.
 *
 * It knows one thing of the product, `m1appeals.browser`. Messages are {id, call, json, bytes}; the
 * first one, `boot`, says where the files are and which way to start. What Python raises can hold what
 * a user typed, so only the name of an error ever leaves this file, and nothing is ever printed.
 */

import { BootError, Downloads } from "./downloads.js";
import { startPython } from "./python.js";

/** @typedef {import("./client.js").Boot} Boot */
/** @typedef {import("./client.js").Call} Call */
/** @typedef {import("./client.js").Reply} Reply */
/** @typedef {import("./client.js").Stage} Stage */
/** @typedef {import("pyodide/ffi").PyProxy} PyProxy */
/** @typedef {{warm: () => void, handle: (call: string, json: string, bytes: Uint8Array) => PyProxy}} Product */

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

self.onmessage = ({ data }) => (data.call === "boot" ? boot(data.json) : answer(data));
tell({ stage: "alive" });

/** @param {Boot} options */
async function boot(options) {
  try {
    const downloads = new Downloads(options, (loaded, total) => tell({ stage: "fetching", loaded, total }));
    const pyodide = await startPython(downloads, options, () => tell({ stage: "starting" }));
    product = pyodide.pyimport("m1appeals.browser");
    if (options.way === "cold") product.warm();
    // The first letter is written here, so that a memory that only seems whole is found out.
    product.handle("preview", '{"fields": {}, "today": "2026-12-31"}', new Uint8Array()).destroy();
    tell({ stage: "ready" });
    closeNetwork();
    tell({ stage: "complete" });
  } catch (error) {
    fail(error);
  }
}

/** @param {Call} call */
function answer({ id, call, json, bytes }) {
  let reply;
  try {
    reply = product.handle(call, JSON.stringify(json), bytes ?? new Uint8Array());
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
