// Start Python with the compiled wheels of a folder, let it write a letter once, and save its memory.
// node snapshot.mjs RUNTIME WHEELS SNAPSHOT

import nodeCrypto from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { ask, loader, paths, installWheels } from "./runtime.mjs";

const [runtime, wheels, snapshot] = paths;

// A snapshot remembers a function-table slot for Pyodide's wasm-GC trampoline where the engine that
// made it has wasm GC, and then dies in browsers that have none. Pyodide does without the trampoline
// on iOS, so this is iOS to it.
Object.defineProperty(globalThis, "navigator", {
  value: { userAgent: "iPhone", platform: "iPhone" },
});

// Nothing of this moment or machine goes into the memory: the same inputs give the same bytes.
const moment = 315532800000;
Date.now = () => moment;
performance.now = () => 0;
nodeCrypto.randomFillSync = (array) => array.fill(7);

const loadPyodide = await loader(runtime);
const pyodide = await loadPyodide({
  _makeSnapshot: true,
  _sysExecutable: "/python", // else the memory holds the path of this script
  env: { PYTHONHASHSEED: "0", HOME: "/home/pyodide" },
  lockFileContents: await readFile(path.join(wheels, "pyodide-lock.json"), "utf8"),
});
await installWheels(pyodide, wheels);
ask(pyodide, "m1appeals.browser", (browser) => browser.warm());
ask(pyodide, "gc", (gc) => gc.collect());
await writeFile(snapshot, pyodide.makeMemorySnapshot());
process.exit(0);
