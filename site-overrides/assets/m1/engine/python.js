/** Starts Python from what was downloaded: from a memory snapshot, or cold from the wheels. */

import { BootError } from "./downloads.js";

/** @import { Boot, BundleFile } from "./messages" */
/** @typedef {import("./downloads.js").Downloads} Downloads */
/** @typedef {import("pyodide").PyodideAPI} Pyodide */
/** @typedef {typeof import("pyodide")} Loader */
/** @typedef {{default: NonNullable<import("pyodide").PyodideConfig["createPyodideModule"]>}} Runtime */
/** @typedef {import("pyodide").Lockfile} Lockfile */

const silent = () => {};

/**
 * Ask for everything at once, and start Python with it.
 *
 * @param {Downloads} downloads
 * @param {Boot} boot
 * @param {() => void} whenHere called when everything has arrived
 * @returns {Promise<Pyodide>}
 */
export async function startPython(downloads, { base, files, way }, whenHere) {
  const cold = way === "cold";
  const [loader, runtime, wasm, lockFileContents, memory, wheels] = await Promise.all([
    /** @type {Promise<Loader>} */ (downloads.module(files.loader)),
    /** @type {Promise<Runtime>} */ (downloads.module(files.runtime)),
    downloads.wasm(files.wasm),
    /** @type {Promise<Lockfile>} */ (downloads.json(files.lock)),
    cold ? downloads.bytes(files.stdlib) : downloads.unpacked(files.snapshot),
    Promise.all(cold ? files.wheels.map((file) => downloads.bytes(file)) : []),
  ]);
  whenHere();
  const pyodide = await withoutNetwork(wasm, cold ? memory : new ArrayBuffer(0), () =>
    loader.loadPyodide({
      indexURL: base,
      createPyodideModule: runtime.default,
      lockFileContents,
      packageBaseUrl: base,
      env: { HOME: "/home/pyodide" },
      stdout: silent,
      stderr: silent,
      ...(cold ? {} : { _loadSnapshot: memory }),
    }),
  );
  wheels.forEach((wheel, index) => install(pyodide, wheel, files.wheels[index].name));
  return pyodide;
}

/**
 * Add what no letter needed so far, so that it is there when something later does.
 *
 * @param {Pyodide} pyodide
 * @param {Downloads} downloads
 * @param {BundleFile} file
 * @returns {Promise<boolean>} whether it came
 */
export async function addStdlib(pyodide, downloads, file) {
  try {
    pyodide.FS.writeFile("/lib/python314.zip", new Uint8Array(await downloads.bytes(file)));
    return true;
  } catch {
    return false;
  }
}

/**
 * Pyodide fetches two files by names of its own, and both are here already. From a snapshot the
 * standard library is in memory, and its archive follows when the letter is ready.
 *
 * @template T
 * @param {WebAssembly.Module} wasm
 * @param {ArrayBuffer} stdlib
 * @param {() => Promise<T>} load
 * @returns {Promise<T>}
 */
async function withoutNetwork(wasm, stdlib, load) {
  const { fetch } = self;
  const { instantiateStreaming } = WebAssembly;
  self.fetch = async () => new Response(stdlib);
  // What cannot be instantiated Pyodide would wait for without end.
  const broken = new Promise((_, reject) => {
    WebAssembly.instantiateStreaming = async (_, imports) => {
      try {
        return { module: wasm, instance: await WebAssembly.instantiate(wasm, imports) };
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
