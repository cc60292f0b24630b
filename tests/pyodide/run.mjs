// Run pytest inside the engine as it is shipped: the files of the bundle, started from its snapshot.
// node run.mjs BUNDLE PYTEST REPOSITORY ARGUMENT...
//
// Under Node, Pyodide reads two files by names of its own from a folder, so they are put there from the
// bundle. BUNDLE and REPOSITORY are what a browser gets and the tests; PYTEST holds the wheels of pytest.

import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";
import { ask, bytes, installWheels } from "../../py/sitebuild/node/runtime.mjs";

const [bundle, pytest, repository] = process.argv.slice(2, 5).map((name) => path.resolve(name));
const { files } = JSON.parse(await readFile(path.join(bundle, "manifest.json"), "utf8"));

// The snapshot was made where Pyodide took the place for iOS, and refers to no wasm-GC trampoline:
// it has to meet the same here.
Object.defineProperty(globalThis, "navigator", { value: { userAgent: "iPhone", platform: "iPhone" } });

const folder = await mkdtemp(path.join(os.tmpdir(), "engine-"));
try {
  process.exitCode = await run();
} finally {
  await rm(folder, { recursive: true });
}

async function run() {
  const [{ loadPyodide }, { default: createPyodideModule }] = await Promise.all(
    [files.loader, files.runtime].map(({ name }) => import(pathToFileURL(path.join(bundle, name)).href)),
  );
  await writeFile(path.join(folder, "pyodide.asm.wasm"), gunzipSync(await shipped(files.wasm)));
  await writeFile(path.join(folder, "python_stdlib.zip"), await shipped(files.stdlib));
  const pyodide = await loadPyodide({
    indexURL: folder,
    createPyodideModule,
    lockFileContents: new TextDecoder().decode(await shipped(files.lock)),
    env: { HOME: "/home/pyodide" },
    _loadSnapshot: new Uint8Array(gunzipSync(await shipped(files.snapshot))),
  });
  pyodide.FS.writeFile("/lib/python314.zip", await shipped(files.stdlib));
  const extractDir = ask(pyodide, "sysconfig", (sysconfig) => sysconfig.get_path("purelib"));
  for (const wheel of files.wheels) pyodide.unpackArchive(await shipped(wheel), "wheel", { extractDir });
  await installWheels(pyodide, pytest);
  pyodide.FS.mkdirTree("/repository");
  pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root: repository }, "/repository");
  pyodide.FS.chdir("/repository");
  ask(pyodide, "sys", (sys) => (sys.dont_write_bytecode = true));
  const product = ask(pyodide, "m1appeals", (module) => module.__file__);
  if (!product.endsWith("/site-packages/m1appeals/__init__.pyc")) throw new Error(`tested is ${product}`);
  return pyodide.pyimport("pytest").main(pyodide.toPy(process.argv.slice(5)));
}

/** @param {{name: string}} file */
function shipped({ name }) {
  return bytes(path.join(bundle, name));
}
