/** Starts Python from what was downloaded: from a memory snapshot, or cold from the wheels. */

import { BootError } from "./downloads.js";

/** @import { Boot, BundleFile } from "./messages" */
/** @typedef {import("./downloads.js").Downloads} Downloads */
/** @typedef {import("pyodide").PyodideAPI} Pyodide */
/** @typedef {typeof import("pyodide")} Loader */
/** @typedef {{default: NonNullable<import("pyodide").PyodideConfig["createPyodideModule"]>}} Runtime */
/** @typedef {import("pyodide").Lockfile} Lockfile */
/** @typedef {{HEAPU8: Uint8Array, _sbrk: (bytes: number) => number}} Emscripten */
/** @typedef {{header: number, brought: number, pieces: [start: number, length: number][]}} Layout */

const silent = () => {};

/**
 * Ask for everything at once, and start Python with it as it arrives.
 *
 * @param {Downloads} downloads
 * @param {Boot} boot
 * @param {() => void} whenHere called when everything has arrived
 * @returns {Promise<Pyodide>}
 */
export async function startPython(downloads, { base, files, way }, whenHere) {
  const cold = way === "cold";
  /** @type {Promise<[Loader, Runtime]>} */
  const scripts = Promise.all([downloads.module(files.loader), downloads.module(files.runtime)]);
  const wasm = downloads.wasm(files.wasm);
  /** @type {Promise<Lockfile>} */
  const lockFileContents = downloads.json(files.lock);
  const saved = cold ? null : downloads.unpacked(files.snapshot);
  const archives = cold ? [files.stdlib, ...files.wheels].map((file) => downloads.bytes(file)) : [];
  const load = async () => {
    const [loader, runtime] = await scripts;
    const memory = new Memory(/** @type {BundleFile & Layout} */ (files.snapshot));
    return withoutNetwork(wasm, archives[0] ?? new ArrayBuffer(0), memory, () =>
      loader.loadPyodide({
        indexURL: base,
        createPyodideModule: async (settings) => {
          const module = await runtime.default(settings);
          if (saved) memory.restore(/** @type {any} */ (module), await saved);
          return module;
        },
        lockFileContents,
        packageBaseUrl: base,
        env: { HOME: "/home/pyodide" },
        stdout: silent,
        stderr: silent,
        ...(saved ? { _loadSnapshot: memory.header } : {}),
      }),
    );
  };
  const everything = Promise.all([scripts, wasm, lockFileContents, saved, ...archives]).then(whenHere);
  const [pyodide] = await Promise.all([load(), everything]);
  for (const [index, { name }] of cold ? files.wheels.entries() : []) {
    install(pyodide, await archives[index + 1], name);
  }
  return pyodide;
}

/**
 * Python's memory, as the build saved it: the difference from the memory that the wasm file itself
 * brings, without its long gaps. Pyodide is told of the header only, and checks the build it belongs
 * to. So the program can be instantiated before the memory has arrived.
 */
export class Memory {
  /** What the wasm file brings; known once it is instantiated. */
  #brought = new Uint8Array();

  /** @param {Layout} layout */
  constructor(layout) {
    this.layout = layout;
    /** Filled when the memory has arrived; its size has to be known from the start. */
    this.header = new Uint8Array(layout.header);
  }

  /** Remember the memory before anything has run. @param {WebAssembly.Memory} memory */
  begin({ buffer }) {
    this.#brought = new Uint8Array(buffer, 0, this.layout.brought).slice();
  }

  /** @param {Emscripten} module @param {ArrayBuffer} saved */
  restore({ HEAPU8, _sbrk }, saved) {
    const { header, pieces } = this.layout;
    const brought = this.#brought;
    // The start has written a little; only what was never used is known to hold zeros.
    HEAPU8.set(brought);
    HEAPU8.fill(0, brought.length, _sbrk(0));
    this.header.set(new Uint8Array(saved, 0, header));
    let from = header;
    for (const [start, length] of pieces) {
      const piece = new Uint8Array(saved, from, length);
      for (let at = start; at < Math.min(start + length, brought.length); at += 1) {
        piece[at - start] ^= brought[at];
      }
      HEAPU8.set(piece, start);
      from += length;
    }
  }
}

/**
 * Pyodide fetches two files by names of its own, and both are asked for already. From a snapshot the
 * standard library is in memory.
 *
 * @template T
 * @param {Promise<WebAssembly.Module>} wasm
 * @param {ArrayBuffer | Promise<ArrayBuffer>} stdlib
 * @param {Memory} memory
 * @param {() => Promise<T>} load
 * @returns {Promise<T>}
 */
async function withoutNetwork(wasm, stdlib, memory, load) {
  const { fetch } = self;
  const { instantiateStreaming } = WebAssembly;
  self.fetch = async () => new Response(await stdlib);
  // What cannot be instantiated Pyodide would wait for without end.
  const broken = new Promise((_, reject) => {
    WebAssembly.instantiateStreaming = async (_, imports) => {
      try {
        const module = await wasm;
        const instance = await WebAssembly.instantiate(module, imports);
        memory.begin(/** @type {WebAssembly.Memory} */ (instance.exports.memory));
        return { module, instance };
      } catch (error) {
        reject(error);
        throw error;
      }
    };
  });
  try {
    return await Promise.race([load(), /** @type {Promise<never>} */ (broken)]);
  } finally {
    self.fetch = fetch;
    WebAssembly.instantiateStreaming = instantiateStreaming;
  }
}

/** @param {Pyodide} pyodide @param {ArrayBuffer} wheel @param {string} name */
function install(pyodide, wheel, name) {
  const sysconfig = pyodide.pyimport("sysconfig");
  try {
    pyodide.unpackArchive(wheel, "wheel", { extractDir: sysconfig.get_path("purelib") });
  } catch {
    throw new BootError("corrupt", name);
  }
  pyodide.pyimport("importlib").invalidate_caches();
}
