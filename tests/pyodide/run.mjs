// Run pytest inside the engine as it is shipped, started in one of the two ways the page has.
// node run.mjs snapshot|cold BUNDLE PYTEST REPOSITORY ARGUMENT...
//
// As in the page, an engine from the snapshot has no file of the product or of Python: what its memory
// does not hold is missing. The standard library and the library follow, as in the page; guard.py keeps
// them from what letters need. One that starts cold has everything. PYTEST holds the wheels of pytest, and REPOSITORY
// the tests. Under Node, Pyodide reads two files by names of its own from a folder, so they are put
// there from the bundle.

import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";
import { Memory } from "../../site-overrides/assets/m1/engine/python.js";
import { ask, bytes, installWheels } from "../../py/sitebuild/node/runtime.mjs";

const way = process.argv[2];
const [bundle, pytest, repository] = process.argv.slice(3, 6).map((name) => path.resolve(name));
const { files } = JSON.parse(await readFile(path.join(bundle, "manifest.json"), "utf8"));

const folder = await mkdtemp(path.join(os.tmpdir(), "engine-"));
try {
  process.exitCode = await run(process.argv.slice(6));
} finally {
  await rm(folder, { recursive: true });
}

/** @param {string[]} options */
async function run(options) {
  const pyodide = await start();
  await installWheels(pyodide, pytest);
  pyodide.FS.mkdirTree("/repository");
  pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root: repository }, "/repository");
  pyodide.FS.chdir("/repository");
  ask(pyodide, "sys", (sys) => (sys.dont_write_bytecode = true));
  const product = ask(pyodide, "m1appeals", (module) => module.__file__);
  if (!product.endsWith("/site-packages/m1appeals/__init__.pyc")) throw new Error(`tested is ${product}`);
  return pyodide.pyimport("pytest").main(pyodide.toPy(options));
}

async function start() {
  const { loadPyodide } = await script(files.loader);
  const { default: createPyodideModule } = await script(files.runtime);
  await writeFile(path.join(folder, "pyodide.asm.wasm"), await unpacked(files.wasm));
  await writeFile(path.join(folder, "python_stdlib.zip"), way === "cold" ? await shipped(files.stdlib) : "");
  const options = {
    indexURL: folder,
    lockFileContents: new TextDecoder().decode(await shipped(files.lock)),
    env: { HOME: "/home/pyodide" },
  };
  if (way === "cold") {
    const pyodide = await loadPyodide({ ...options, createPyodideModule });
    const extractDir = ask(pyodide, "sysconfig", (sysconfig) => sysconfig.get_path("purelib"));
    for (const wheel of files.wheels) pyodide.unpackArchive(await shipped(wheel), "wheel", { extractDir });
    await addLibrary(pyodide);
    return pyodide;
  }
  const memory = new Memory(files.snapshot);
  const saved = new Uint8Array(await unpacked(files.snapshot)).buffer;
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = async (source, imports) => {
    const result = await instantiate(source, imports);
    if (result.instance.exports.memory) memory.begin(result.instance.exports.memory);
    return result;
  };
  const pyodide = await loadPyodide({
    ...options,
    _loadSnapshot: memory.header,
    createPyodideModule: async (settings) => {
      const module = await createPyodideModule(settings);
      memory.restore(module, saved);
      return module;
    },
  });
  expectErrors(pyodide);
  pyodide.runPython(await readFile(path.join(import.meta.dirname, "guard.py"), "utf8"), {
    globals: pyodide.toPy({ __name__: "guard" }),
  });
  pyodide.FS.writeFile("/lib/python314.zip", await shipped(files.stdlib));
  await addLibrary(pyodide);
  return pyodide;
}

/** What a page has once letters can be written. */
async function addLibrary(pyodide) {
  for (const file of files.library) {
    pyodide.FS.writeFile(`/lib/${file.name}.zip`, await shipped(file));
    ask(pyodide, "m1appeals.browser", (product) => product.add_library(`/lib/${file.name}.zip`));
  }
}

/** Errors of Python are told by name where there is nothing but the memory. */
function expectErrors(pyodide) {
  const product = pyodide.pyimport("m1appeals.browser");
  for (const [call, payload, expected] of [
    ["nonsense", "{}", "Defect"],
    ["preview", "{", "JSONDecodeError"],
    ["preview", "{}", "KeyError"],
    ["check", '{"fields": {}, "today": "tomorrow"}', "ValueError"],
  ]) {
    let type = "none";
    try {
      product.handle(call, payload, new Uint8Array());
    } catch (error) {
      ({ type } = error);
    }
    if (type !== expected) throw new Error(`${call} ${payload} raised ${type}, not ${expected}`);
  }
}

/** @param {{name: string}} file a script of the runtime */
async function script(file) {
  const copy = path.join(folder, `${file.name}.mjs`);
  await writeFile(copy, await unpacked(file));
  return import(pathToFileURL(copy).href);
}

/** @param {{name: string}} file */
async function unpacked(file) {
  return gunzipSync(await shipped(file));
}

/** @param {{name: string}} file */
function shipped({ name }) {
  return bytes(path.join(bundle, name));
}
