// What the scripts here share: the runtime's loader, files as its functions take them, and errors
// without the megabyte of source that Node prints beside them.

import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";

process.on("uncaughtException", (error) => {
  console.error(String(error.message ?? error).slice(-4000));
  process.exit(1);
});

/** The paths given to the script, made absolute. */
export const paths = process.argv.slice(2).map((argument) => path.resolve(argument));

/** @param {string} runtime the folder of the npm package `pyodide` */
export async function loader(runtime) {
  const { loadPyodide } = await import(pathToFileURL(path.join(runtime, "pyodide.mjs")).href);
  return loadPyodide;
}

/** @param {string} file */
export async function bytes(file) {
  return new Uint8Array(await readFile(file));
}

/** Install every wheel of a folder, in the order of their names. */
export async function installWheels(pyodide, folder) {
  const extractDir = ask(pyodide, "sysconfig", (sysconfig) => sysconfig.get_path("purelib"));
  for (const name of (await readdir(folder)).sort()) {
    if (!name.endsWith(".whl")) continue;
    pyodide.unpackArchive(await bytes(path.join(folder, name)), "wheel", { extractDir });
  }
  ask(pyodide, "importlib", (importlib) => importlib.invalidate_caches());
}

/** Use a Python module and let it go: a snapshot holds no references from outside. */
export function ask(pyodide, name, use) {
  const module = pyodide.pyimport(name);
  const answer = use(module);
  module.destroy();
  return answer;
}
