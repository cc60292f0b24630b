/**
 * The page's side of the boundary: starts the worker, sends calls, and says which stage it is in.
 *
 * Events, in order: `fetching` {loaded, total}, `starting` {way}, `ready` {way} (letters can be
 * written), `complete` {way} (everything is loaded and the worker's network is closed); or `failed`
 * {reason, file}. `way` is `snapshot`, or `cold` where the snapshot did not start.
 */

/** @typedef {{version: string, files: any}} Manifest */
/** @typedef {{json: any, bytes: Uint8Array}} Answer */
/** @typedef {"waiting" | "starting" | "ready" | "failed"} State */

/** How long the worker may take to come alive, in milliseconds. */
const STALL = 30_000;

export class Engine extends EventTarget {
  #id = 0;
  /** @type {Map<number, {resolve: (answer: Answer) => void, reject: (error: Error) => void}>} */
  #pending = new Map();
  /** @type {object[]} */
  #queue = [];
  /** @type {Worker | null} */
  #worker = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {State} */
  state = "waiting";

  /** @param {{manifest: Manifest, base: string, workerUrl: string}} where */
  constructor({ manifest, base, workerUrl }) {
    super();
    this.manifest = manifest;
    this.base = base;
    this.workerUrl = workerUrl;
  }

  /** Start from the snapshot; what cannot work here at all is told at once. */
  start() {
    const lacking = lacks();
    if (lacking) this.#fail(lacking, "");
    else this.#launch("snapshot");
  }

  /**
   * Send a call; it waits until the engine is ready. Rejects when the engine fails, or with the name
   * of what Python raised.
   *
   * @param {string} call
   * @param {object} json
   * @param {Uint8Array | null} bytes
   * @returns {Promise<Answer>}
   */
  call(call, json, bytes = null) {
    if (this.state === "failed") return Promise.reject(new Error("the engine is not running"));
    this.#id += 1;
    const message = { id: this.#id, call, json, bytes };
    return new Promise((resolve, reject) => {
      this.#pending.set(message.id, { resolve, reject });
      if (this.state === "ready") this.#worker?.postMessage(message);
      else this.#queue.push(message);
    });
  }

  /** @param {"snapshot" | "cold"} way */
  #launch(way) {
    this.#worker?.terminate();
    this.state = "starting";
    this.#emit("fetching", { loaded: 0, total: 0 });
    // A worker from a blob is under the page's content policy; one from an address is not.
    const source = new Blob([`import ${JSON.stringify(this.workerUrl)};`], { type: "text/javascript" });
    const url = URL.createObjectURL(source);
    try {
      this.#worker = new Worker(url, { type: "module" });
    } catch {
      this.#fail("no-worker", "");
      return;
    }
    const name = this.workerUrl.slice(this.workerUrl.lastIndexOf("/") + 1);
    this.#timer = setTimeout(() => this.#fail("timeout", name), STALL);
    this.#worker.onmessage = ({ data }) => this.#receive(data, way, url);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#fail(this.#timer ? "file-missing" : "crashed", this.#timer ? name : "");
    };
  }

  /** @param {any} data @param {"snapshot" | "cold"} way @param {string} url */
  #receive(data, way, url) {
    if (!data.stage) return this.#settle(data);
    const { stage, ...detail } = data;
    if (stage === "alive") {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      URL.revokeObjectURL(url);
      const json = { base: this.base, files: this.manifest.files, way };
      return this.#worker?.postMessage({ id: 0, call: "boot", json, bytes: null });
    }
    if (stage === "failed") {
      // Whatever went wrong with the snapshot, Python may still start without it.
      if (way === "snapshot" && worthColdStart(detail, this.manifest)) return this.#launch("cold");
      return this.#fail(detail.reason, detail.file);
    }
    if (stage === "ready") this.#open();
    return this.#emit(stage, detail);
  }

  /** @param {any} message */
  #settle({ id, json, bytes, error }) {
    const waiting = this.#pending.get(id);
    this.#pending.delete(id);
    if (error) waiting?.reject(new Error(error.message));
    else waiting?.resolve({ json, bytes });
  }

  #open() {
    this.state = "ready";
    for (const message of this.#queue.splice(0)) this.#worker?.postMessage(message);
  }

  /** @param {string} reason @param {string} file */
  #fail(reason, file) {
    clearTimeout(this.#timer);
    this.#worker?.terminate();
    this.#worker = null;
    this.state = "failed";
    for (const { reject } of this.#pending.values()) reject(new Error("the engine is not running"));
    this.#pending.clear();
    this.#queue = [];
    this.#emit("failed", { reason, file });
  }

  /** @param {string} type @param {object} detail */
  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/** @returns {string | null} what this browser lacks */
function lacks() {
  if (typeof Worker !== "function") return "no-worker";
  if (typeof WebAssembly !== "object" || !WebAssembly.compileStreaming) return "no-wasm";
  if (typeof DecompressionStream !== "function") return "no-decompression";
  return null;
}

/**
 * A cold start needs the runtime too, so it helps only where the snapshot itself is at fault.
 *
 * @param {{reason: string, file: string}} failure
 * @param {Manifest} manifest
 */
function worthColdStart({ reason, file }, { files }) {
  return file === files.snapshot.name || (reason === "crashed" && !file);
}
