/**
 * The engine's side of the boundary: starts Python, answers calls, and closes the network behind it.
 *
 * It knows one thing of the product, `m1appeals.browser`. Messages are {id, call, json, bytes}; the
 * first one, `boot`, says where the files are and which way to start. What Python raises can hold what
 * a user typed, so only the name of an error ever leaves this file, and nothing is ever printed.
 */

/** @typedef {{name: string, bytes: number, sha256: string}} BundleFile */
/** @typedef {"snapshot" | "cold"} Way */

/** How long a download may give nothing before it counts as hung, in milliseconds. */
const STALL = 30_000;

const silent = () => {};
/** @type {any} `m1appeals.browser`, once Python runs */
let product;

self.onmessage = ({ data }) => (data.call === "boot" ? boot(data.json) : answer(data));
self.postMessage({ stage: "alive" });

/** @param {{base: string, files: any, way: Way}} where */
async function boot({ base, files, way }) {
  try {
    const downloads = new Downloads(base, files, way);
    const pyodide = await start(downloads, way);
    product = pyodide.pyimport("m1appeals.browser");
    if (way === "cold") product.warm();
    // The first letter is written here, so that a memory that only seems whole is found out.
    product.handle("preview", '{"fields": {}, "today": "2026-12-31"}', new Uint8Array()).destroy();
    self.postMessage({ stage: "ready", way });
    await downloads.rest(pyodide);
    closeNetwork();
    self.postMessage({ stage: "complete", way });
  } catch (error) {
    const { reason = "crashed", file = "" } = error instanceof BootError ? error : {};
    self.postMessage({ stage: "failed", reason, file, way });
  }
}

/** @param {{id: number, call: string, json: object, bytes: Uint8Array | null}} message */
function answer({ id, call, json, bytes }) {
  let reply;
  try {
    reply = product.handle(call, JSON.stringify(json), bytes ?? new Uint8Array());
    const [text, result] = reply.toJs();
    self.postMessage({ id, json: JSON.parse(text), bytes: result }, { transfer: [result.buffer] });
  } catch (error) {
    const type = error instanceof Error && "type" in error ? String(error.type) : "Error";
    self.postMessage({ id, error: { message: type } });
  } finally {
    reply?.destroy();
  }
}

class BootError extends Error {
  /** @param {string} reason @param {string} file */
  constructor(reason, file) {
    super(reason);
    this.reason = reason;
    this.file = file;
  }
}

/** Everything the engine is made of, all asked for at once. */
class Downloads {
  /** @param {string} base @param {any} files @param {Way} way */
  constructor(base, files, way) {
    this.base = base;
    this.files = files;
    const needed = [files.wasm, files.lock, ...(way === "cold" ? [files.stdlib, ...files.wheels] : [files.snapshot])];
    this.total = needed.reduce((sum, file) => sum + file.bytes, 0);
    this.loaded = 0;
    this.modules = Promise.all([this.#module(files.loader), this.#module(files.runtime)]);
    this.wasm = this.#wasm(files.wasm);
    this.lock = this.#bytes(files.lock);
    this.snapshot = way === "snapshot" ? this.#unpacked(files.snapshot) : undefined;
    this.stdlib = way === "cold" ? this.#bytes(files.stdlib) : undefined;
    /** @type {Promise<ArrayBuffer>[]} */
    this.wheels = way === "cold" ? files.wheels.map((/** @type {BundleFile} */ file) => this.#bytes(file)) : [];
    // Each is awaited in its turn; until then a failure is not one that nobody handles.
    const all = [this.modules, this.wasm, this.lock, this.snapshot, this.stdlib, ...this.wheels];
    for (const one of all) one?.catch(silent);
  }

  /**
   * Fetch what no letter needed so far, so that it is there when something later does.
   *
   * @param {any} pyodide
   */
  async rest(pyodide) {
    if (this.stdlib) return;
    try {
      const zip = new Uint8Array(await this.#bytes(this.files.stdlib));
      pyodide.FS.writeFile("/lib/python314.zip", zip);
    } catch {
      // Letters are written without it; with the network gone there is nothing more to load.
    }
  }

  /** @param {BundleFile} file @returns {Promise<any>} */
  async #module(file) {
    const url = new URL(file.name, this.base).href;
    try {
      return await withTimeout(import(url), file.name);
    } catch (error) {
      if (error instanceof BootError) throw error;
      // A module says nothing of why it failed, so ask the server once more.
      const response = await this.#response(file);
      const type = response.headers.get("content-type") ?? "";
      throw new BootError(/javascript|ecmascript/.test(type) ? "corrupt" : "wrong-type", file.name);
    }
  }

  /** @param {BundleFile} file @returns {Promise<WebAssembly.Module>} */
  async #wasm(file) {
    const stream = await this.#stream(file, true);
    const headers = { "content-type": "application/wasm" };
    try {
      return await WebAssembly.compileStreaming(new Response(stream, { headers }));
    } catch (error) {
      throw error instanceof BootError ? error : new BootError("corrupt", file.name);
    }
  }

  /** @param {BundleFile} file */
  #unpacked(file) {
    return this.#buffer(file, true);
  }

  /** @param {BundleFile} file */
  #bytes(file) {
    return this.#buffer(file, false);
  }

  /** @param {BundleFile} file @param {boolean} packed @returns {Promise<ArrayBuffer>} */
  async #buffer(file, packed) {
    const stream = await this.#stream(file, packed);
    try {
      return await new Response(stream).arrayBuffer();
    } catch (error) {
      throw error instanceof BootError ? error : new BootError("corrupt", file.name);
    }
  }

  /** @param {BundleFile} file */
  async #response(file) {
    let response;
    try {
      response = await withTimeout(fetch(new URL(file.name, this.base).href), file.name);
    } catch (error) {
      throw error instanceof BootError ? error : new BootError("file-missing", file.name);
    }
    if (!response.ok) throw new BootError("file-missing", file.name);
    return response;
  }

  /** @param {BundleFile} file @param {boolean} packed @returns {Promise<ReadableStream>} */
  async #stream(file, packed) {
    const response = await this.#response(file);
    const type = response.headers.get("content-type") ?? "";
    if (type.includes("text/html") || !response.body) throw new BootError("wrong-type", file.name);
    const counted = response.body.pipeThrough(this.#counter(file));
    return packed ? counted.pipeThrough(new DecompressionStream("gzip")) : counted;
  }

  /** Counts bytes, sees a short or hung download, and passes everything on. @param {BundleFile} file */
  #counter(file) {
    let got = 0;
    /** @type {ReturnType<typeof setTimeout>} */
    let timer;
    /** @param {TransformStreamDefaultController} controller */
    const watch = (controller) => {
      clearTimeout(timer);
      timer = setTimeout(() => controller.error(new BootError("timeout", file.name)), STALL);
    };
    return new TransformStream({
      start: watch,
      transform: (chunk, controller) => {
        watch(controller);
        got += chunk.byteLength;
        this.loaded += chunk.byteLength;
        controller.enqueue(chunk);
        self.postMessage({ stage: "fetching", loaded: this.loaded, total: this.total });
      },
      flush: (controller) => {
        clearTimeout(timer);
        if (got !== file.bytes) controller.error(new BootError("corrupt", file.name));
      },
    });
  }
}

/** @template T @param {Promise<T>} promise @param {string} file @returns {Promise<T>} */
function withTimeout(promise, file) {
  /** @type {ReturnType<typeof setTimeout>} */
  let timer;
  const hung = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new BootError("timeout", file)), STALL);
  });
  return Promise.race([promise, /** @type {Promise<never>} */ (hung)]).finally(() => clearTimeout(timer));
}

/** @param {Downloads} downloads @param {Way} way */
async function start(downloads, way) {
  const [[{ loadPyodide }, { default: createPyodideModule }], wasm, lock] = await Promise.all([
    downloads.modules,
    downloads.wasm,
    downloads.lock,
  ]);
  const [snapshot, stdlib] = await Promise.all([downloads.snapshot, downloads.stdlib]);
  self.postMessage({ stage: "starting", way });
  const network = self.fetch;
  const instantiateStreaming = WebAssembly.instantiateStreaming;
  // Pyodide's own loader fetches two files by names of its own; both are here already. From a
  // snapshot the standard library is in memory, and its archive follows when the letter is ready.
  self.fetch = async () => new Response(stdlib ?? new ArrayBuffer(0));
  WebAssembly.instantiateStreaming = async (_, imports) => ({
    module: wasm,
    instance: await WebAssembly.instantiate(wasm, imports),
  });
  try {
    const pyodide = await loadPyodide({
      indexURL: downloads.base,
      createPyodideModule,
      lockFileContents: new TextDecoder().decode(lock),
      packageBaseUrl: downloads.base,
      env: { HOME: "/home/pyodide" },
      stdout: silent,
      stderr: silent,
      ...(snapshot ? { _loadSnapshot: snapshot } : {}),
    });
    if (way === "cold") await installWheels(pyodide, downloads.wheels);
    return pyodide;
  } finally {
    self.fetch = network;
    WebAssembly.instantiateStreaming = instantiateStreaming;
  }
}

/** @param {any} pyodide @param {Promise<ArrayBuffer>[]} wheels */
async function installWheels(pyodide, wheels) {
  const sysconfig = pyodide.pyimport("sysconfig");
  const extractDir = sysconfig.get_path("purelib");
  for (const wheel of await Promise.all(wheels)) pyodide.unpackArchive(wheel, "wheel", { extractDir });
  pyodide.pyimport("importlib").invalidate_caches();
}

/** Take every way out of this worker away, for good. */
function closeNetwork() {
  const ways = [
    "fetch", "XMLHttpRequest", "WebSocket", "WebSocketStream", "EventSource", "WebTransport",
    "RTCPeerConnection", "importScripts", "Worker", "SharedWorker", "BroadcastChannel", "caches",
    "indexedDB", "Request", "FileReaderSync", "navigator",
  ];
  for (const way of ways) {
    for (let owner = /** @type {any} */ (self); owner; owner = Object.getPrototypeOf(owner)) {
      if (Object.hasOwn(owner, way)) delete owner[way];
    }
    if (way in self) Object.defineProperty(self, way, { value: undefined });
  }
}
