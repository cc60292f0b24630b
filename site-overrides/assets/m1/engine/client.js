/**
 * The page's side of the boundary: starts the worker, sends calls, and says which stage it is in.
 *
 * Events, in order: `fetching` {way, loaded, total}, `starting` {way}, `ready` {way} (letters can be
 * written), `table` {table, file, reason} (a table of data came, or did not and why), `complete` {way}
 * (nothing more is loaded: the worker's network is closed); or, at any time,
 * `failed` {reason, file}. `way` is `snapshot`, or `cold` where the snapshot did not start.
 * After `failed` it may be started again.
 */

import source from "text:engine-worker";
import { readFromDisk, unpackedFromDisk } from "./disk.js";

/** @import { Answer, Boot, Call, Job, Manifest, Reply, Stage, TableState, Way } from "./messages" */
/** @typedef {"waiting" | "starting" | "ready" | "failed"} State */
/** @typedef {(part: any, bytes: Uint8Array) => void} Hear told what each piece of a job brought */

export class Engine extends EventTarget {
  #id = 0;
  /** @type {Map<number, {resolve: (answer: Answer) => void, reject: (error: Error) => void, hear?: Hear}>} */
  #pending = new Map();
  /** @type {(Call | Job)[]} */
  #queue = [];
  /** @type {Worker | null} */
  #worker = null;
  #url = "";
  #disk = location.protocol === "file:";
  #alive = false;
  #starts = 0;
  /** @type {Way} */
  #way = "snapshot";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {State} */
  state = "waiting";
  /** @type {Record<string, TableState>} what became of the tables of data, by name */
  tables = {};

  /**
   * @param {object} where
   * @param {Manifest} where.manifest
   * @param {string} where.base the address of the bundle's folder
   * @param {string} where.diskBase the address of the folder with the same files as scripts
   * @param {number} where.stall how long nothing may arrive while something is loaded, in seconds
   * @param {number} where.patience how long the worker may be busy without a word, in seconds
   * @param {boolean} where.library whether remittances are read and packets made here
   * @param {Way} [way] how to start first
   */
  constructor({ manifest, base, diskBase, stall, patience, library }, way = "snapshot") {
    super();
    this.#way = way;
    this.manifest = manifest;
    this.base = base;
    this.diskBase = diskBase;
    this.stall = stall * 1000;
    this.patience = patience * 1000;
    this.library = library;
  }

  /** Start, for the first time or after a failure; what cannot work here at all is told at once. */
  start() {
    const lacking = lacks();
    this.#starts += 1;
    if (lacking) this.#fail(lacking, "");
    else this.#launch(this.#way);
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
    this.#id += 1;
    return this.#send({ id: this.#id, call, json, bytes });
  }

  /**
   * Let something be done that takes long. Rejects as a call does, and with `AbortError` when it was
   * cancelled.
   *
   * @param {string} job
   * @param {object} json
   * @param {Uint8Array[]} files
   * @param {{hear?: Hear, signal?: AbortSignal}} [options]
   * @returns {Promise<Answer>}
   */
  work(job, json, files, { hear, signal } = {}) {
    if (signal?.aborted) return Promise.reject(cancelled());
    this.#id += 1;
    const id = this.#id;
    signal?.addEventListener("abort", () => this.#cancel(id), { once: true });
    return this.#send({ id, job, json, files }, hear);
  }

  /** @param {number} id */
  #cancel(id) {
    const waiting = this.#pending.get(id);
    if (!waiting) return;
    this.#pending.delete(id);
    this.#queue = this.#queue.filter((message) => message.id !== id);
    if (this.state === "ready") {
      this.#worker?.postMessage({ id: 0, call: "cancel", json: { id }, bytes: null });
      this.#watch();
    }
    waiting.reject(cancelled());
  }

  /** @param {Call | Job} message @param {Hear} [hear] @returns {Promise<Answer>} */
  #send(message, hear) {
    if (this.state === "failed") return Promise.reject(new Error("the engine is not running"));
    return new Promise((resolve, reject) => {
      this.#pending.set(message.id, { resolve, reject, hear });
      if (this.state !== "ready") return void this.#queue.push(message);
      this.#post(message);
      return this.#watch();
    });
  }

  /** @param {Call | Job} message */
  #post(message) {
    try {
      this.#worker?.postMessage(message);
    } catch (error) {
      this.#pending.get(message.id)?.reject(/** @type {Error} */ (error));
      this.#pending.delete(message.id);
    }
  }

  /** Give the worker up, and with it what was asked and not answered. It may be started again. */
  stop() {
    this.#drop();
    this.state = "waiting";
    this.#reject();
  }

  /** @param {Way} way */
  async #launch(way) {
    this.#drop();
    this.#way = way;
    this.state = "starting";
    this.tables = {};
    this.#emit("fetching", { loaded: 0, total: 0 });
    const { base, stall, library, manifest: { files } } = this;
    const start = this.#starts;
    const scripts = [];
    // In a worker of a page on a disk WebKit loads no script, not even from a blob: it begins with them.
    for (const { name } of this.#disk ? [files.loader, files.runtime] : []) {
      const script = await unpackedFromDisk(this.diskBase, name);
      if (start !== this.#starts || this.state !== "starting") return; // given up meanwhile
      if (!script) return this.#fail(script === null ? "file-missing" : "corrupt", name);
      scripts.push(script, "\n");
    }
    // A worker from a blob is under the page's content policy; one from an address is not.
    this.#url = URL.createObjectURL(new Blob([source, ...scripts], { type: "text/javascript" }));
    let worker;
    try {
      worker = new Worker(this.#url, { name: "letter writer" });
    } catch {
      return this.#fail("no-worker", "");
    }
    this.#worker = worker;
    /** @type {Boot} It waits there until the worker's script has run. */
    const boot = { base, files, way, stall, fresh: this.#starts > 1, disk: this.#disk, library };
    worker.postMessage({ id: 0, call: "boot", json: boot, bytes: null });
    // What a worker that was given up still had to say does not count.
    worker.onmessage = ({ data }) => worker === this.#worker && this.#receive(data);
    worker.onmessageerror = () => worker === this.#worker && this.#broke("crashed", "");
    worker.onerror = (event) => {
      event.preventDefault();
      if (worker === this.#worker) this.#broke(this.#alive ? "crashed" : "no-worker", "");
    };
    return this.#watch();
  }

  /** @param {Stage | Reply} data */
  #receive(data) {
    if ("id" in data) this.#settle(data);
    else this.#enter(data);
    if (this.#worker) this.#watch();
  }

  /** @param {Stage} data */
  #enter({ stage, ...detail }) {
    if (stage === "alive") {
      this.#alive = true;
      URL.revokeObjectURL(this.#url);
    } else if (stage === "wanted" && "name" in detail) {
      this.#bring(detail.name);
    } else if ("table" in detail) {
      this.tables[detail.table] = detail;
      this.#emit(stage, detail);
    } else if ("reason" in detail) {
      this.#broke(detail.reason, detail.file);
    } else {
      if (stage === "ready") this.#open();
      this.#emit(stage, detail);
    }
  }

  /** Bring the worker a file from the disk. @param {string} name */
  async #bring(name) {
    const worker = this.#worker;
    const bytes = await readFromDisk(this.diskBase, name);
    worker?.postMessage({ id: 0, call: "file", json: { name }, bytes }, bytes ? [bytes.buffer] : []);
  }

  /** @param {Reply} reply */
  #settle(reply) {
    const waiting = this.#pending.get(reply.id);
    if ("part" in reply) return waiting?.hear?.(reply.part, reply.bytes);
    this.#pending.delete(reply.id);
    if ("error" in reply) return waiting?.reject(new Error(reply.error));
    return waiting?.resolve({ json: reply.json, bytes: reply.bytes });
  }

  #open() {
    this.state = "ready";
    for (const message of this.#queue.splice(0)) this.#post(message);
  }

  /** Give the worker its time again; it is silent where it died or hangs. */
  #watch() {
    clearTimeout(this.#timer);
    if (this.state === "ready" && !this.#pending.size) return;
    this.#timer = setTimeout(() => this.#broke("crashed", ""), this.patience);
  }

  /** @param {string} reason @param {string} file */
  #broke(reason, file) {
    const snapshot = this.#way === "snapshot";
    const atFault = file === this.manifest.files.snapshot.name || reason === "crashed";
    // Whatever went wrong with the snapshot, Python may still start without it.
    if (snapshot && atFault && this.state === "starting") return this.#launch("cold");
    if (snapshot && atFault) this.#way = "cold";
    if (reason !== "crashed") return this.#fail(reason, file);
    return this.#fail(this.state === "ready" ? "stopped" : "not-started", file);
  }

  /** @param {string} reason @param {string} file */
  #fail(reason, file) {
    this.#drop();
    this.state = "failed";
    this.#reject();
    this.#emit("failed", { reason, file });
  }

  #reject() {
    for (const { reject } of this.#pending.values()) reject(new Error("the engine is not running"));
    this.#pending.clear();
    this.#queue = [];
  }

  /** Give up the worker, if there is one. */
  #drop() {
    clearTimeout(this.#timer);
    this.#worker?.terminate();
    this.#worker = null;
    this.#alive = false;
    URL.revokeObjectURL(this.#url);
  }

  /** @param {string} type @param {object} detail */
  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail: { way: this.#way, ...detail } }));
  }
}

function cancelled() {
  return new DOMException("cancelled", "AbortError");
}

/** The smallest module that throws and catches: a browser that cannot compile it cannot run Python. */
const PROBE = Uint8Array.of(
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 8, 1, 6, 0, 6, 64, 25, 11, 11,
);

/** @returns {string | null} what this browser lacks */
function lacks() {
  if (typeof Worker !== "function") return "no-worker";
  if (typeof DecompressionStream !== "function") return "no-decompression";
  try {
    if (typeof WebAssembly.compileStreaming !== "function") return "no-wasm";
    new WebAssembly.Module(PROBE);
  } catch {
    return "no-wasm";
  }
  return null;
}
