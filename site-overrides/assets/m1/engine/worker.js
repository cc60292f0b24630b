/**
 * The engine's side of the boundary: starts Python, answers calls, and closes the network behind it.
 *
 * It knows one thing of the product, `m1appeals.browser`. Messages are {id, call, json, bytes}; the
 * first one, `boot`, says where the files are and which way to start. A job is {id, job, json, files}:
 * it is worked off piece by piece, and calls are answered between two pieces. What Python raises can
 * hold what a user typed, so only the name of an error ever leaves this file, and nothing is ever
 * printed.
 */

import { BootError, Downloads } from "./downloads.js";
import { startPython } from "./python.js";

/** @import { Boot, BundleFile, Call, Job, Reply, Stage } from "./messages" */
/** @typedef {import("pyodide/ffi").PyProxy} PyProxy */
/** @typedef {{step: () => PyProxy, close: () => void, destroy: () => void}} Task */

/** @typedef {object} Product
 * @property {() => void} warm
 * @property {(call: string, json: string, bytes: PyProxy | Uint8Array) => PyProxy} handle
 * @property {(job: string, json: string, files: PyProxy) => Task} begin
 * @property {(path: string) => void} add_library
 */

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
/** @type {(bytes: Uint8Array | Uint8Array[]) => PyProxy} the same bytes as Python has them */
let toPython;

/** @type {Set<number>} jobs that are under way */
const jobs = new Set();
let libraryCame = () => {};
/** Jobs wait for the library, or for its failure; calls do not. */
const library = /** @type {Promise<void>} */ (new Promise((resolve) => (libraryCame = resolve)));

/** @type {Map<string, (bytes: Uint8Array<ArrayBuffer> | null) => void>} files that the page was asked for */
const wanted = new Map();

self.onmessage = ({ data }) => {
  if (data.call === "boot") boot(data.json);
  else if (data.call === "file") wanted.get(data.json.name)?.(data.bytes);
  else if (data.call === "cancel") jobs.delete(data.json.id);
  else if (data.job) work(data);
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
    if (options.library) await loadLibrary(options, pyodide);
    libraryCame();
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

/**
 * Bring what remittances and packets need. From the memory, Python has only what letters need, and of
 * its own library too.
 *
 * @param {Boot} options
 * @param {import("pyodide").PyodideAPI} pyodide
 */
async function loadLibrary(options, { FS }) {
  const { files, way } = options;
  const downloads = new Downloads(options, options.disk ? fromDisk : fetch, silent);
  const bring = async (/** @type {BundleFile} */ file, /** @type {string} */ path) =>
    FS.writeFile(path, new Uint8Array(await downloads.bytes(file)));
  const state = { table: "library", file: "", reason: "" };
  try {
    const paths = files.library.map(({ name }) => `/lib/${name}.zip`);
    const stdlib = way === "snapshot" ? [bring(files.stdlib, "/lib/python314.zip")] : [];
    await Promise.all([...stdlib, ...files.library.map((file, index) => bring(file, paths[index]))]);
    paths.forEach((path) => product.add_library(path));
  } catch (error) {
    if (!(error instanceof BootError)) throw error;
    Object.assign(state, { file: error.file, reason: error.reason });
  }
  tell({ stage: "table", ...state });
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
    refuse(id, error);
  }
}

/** Work a job off; between two pieces calls are answered. @param {Job} job */
async function work({ id, job, json, files }) {
  /** @type {Task | undefined} */
  let task;
  jobs.add(id);
  await library;
  try {
    const data = toPython(files);
    task = product.begin(job, JSON.stringify(json), data);
    data.destroy();
    while (jobs.has(id)) {
      const reply = task.step();
      const [text, bytes] = reply.toJs();
      reply.destroy();
      const { part, answer } = JSON.parse(text);
      if (answer) jobs.delete(id);
      self.postMessage(answer ? { id, json: answer, bytes } : { id, part, bytes }, { transfer: [bytes.buffer] });
      if (!answer) await new Promise((resolve) => setTimeout(resolve));
    }
    task.close();
  } catch (error) {
    refuse(id, error);
  } finally {
    jobs.delete(id);
    task?.destroy();
  }
}

/** @param {number} id @param {unknown} error what stopped a call or a job */
function refuse(id, error) {
  if (!(error instanceof Error)) return fail(error);
  // Python cannot go on after an error that is not its own.
  if ("pyodide_fatal_error" in error) return fail(error);
  return tell({ id, error: "type" in error ? String(error.type) : error.name });
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
