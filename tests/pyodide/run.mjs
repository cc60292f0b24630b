// Run pytest inside the engine as it is shipped, started in one of the two ways the page has.
// node run.mjs snapshot|cold BUNDLE PYTEST REPOSITORY ARGUMENT...
//
// As in the page, an engine from the snapshot has no file of the product: what its memory does not
// hold is missing. One that starts cold has the wheels. PYTEST holds the wheels of pytest, and
// REPOSITORY the tests. Under Node, Pyodide reads two files by names of its own from a folder, so
// they are put there from the bundle.

import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";
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
  const [{ loadPyodide }, { default: createPyodideModule }] = await Promise.all(
    [files.loader, files.runtime].map(({ name }) => import(pathToFileURL(path.join(bundle, name)).href)),
  );
  const stdlib = await shipped(files.stdlib);
  await writeFile(path.join(folder, "pyodide.asm.wasm"), gunzipSync(await shipped(files.wasm)));
  await writeFile(path.join(folder, "python_stdlib.zip"), way === "cold" ? stdlib : "");
  const pyodide = await loadPyodide({
    indexURL: folder,
    createPyodideModule,
    lockFileContents: new TextDecoder().decode(await shipped(files.lock)),
    env: { HOME: "/home/pyodide" },
    ...(way === "cold" ? {} : { _loadSnapshot: new Uint8Array(gunzipSync(await shipped(files.snapshot))) }),
  });
  if (way === "cold") {
    const extractDir = ask(pyodide, "sysconfig", (sysconfig) => sysconfig.get_path("purelib"));
    for (const wheel of files.wheels) pyodide.unpackArchive(await shipped(wheel), "wheel", { extractDir });
  } else {
    pyodide.FS.writeFile("/lib/python314.zip", stdlib);
  }
  return pyodide;
}

/** @param {{name: string}} file */
function shipped({ name }) {
  return bytes(path.join(bundle, name));
}
