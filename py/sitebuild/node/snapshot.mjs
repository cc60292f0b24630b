// Start Python with the compiled archives of a folder, let it write each kind of letter once, and save
// its memory: Pyodide's header, then what differs from the memory that the wasm file itself brings.
// Long stretches without a difference are left out; LAYOUT says where the pieces belong.
// node snapshot.mjs RUNTIME ARCHIVES SNAPSHOT LAYOUT

import nodeCrypto from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { loader, paths } from "./runtime.mjs";

/** Shorter stretches without a difference cost less than an entry in the layout is worth. */
const GAP = 1 << 16;

const [runtime, archives, snapshot, layout] = paths;

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

/** @type {Uint8Array} The memory as the wasm file describes it, before anything has run. */
let brought;
const { instantiate } = WebAssembly;
WebAssembly.instantiate = async (source, imports) => {
  const result = await instantiate(source, imports);
  brought = new Uint8Array(result.instance.exports.memory.buffer).slice();
  return result;
};

const loadPyodide = await loader(runtime);
const pyodide = await loadPyodide({
  _makeSnapshot: true,
  _sysExecutable: "/python", // else the memory holds the path of this script
  env: { PYTHONHASHSEED: "0", HOME: "/home/pyodide" },
  stdLibURL: path.join(archives, "python_stdlib.zip"),
  lockFileContents: await readFile(path.join(archives, "pyodide-lock.json"), "utf8"),
});
pyodide.FS.mkdirTree("/wheels");
pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root: archives }, "/wheels");
const globals = pyodide.toPy({ __name__: "prepare" });
pyodide.runPython(await readFile(path.join(import.meta.dirname, "prepare.py"), "utf8"), { globals });
globals.destroy();
pyodide.FS.unmount("/wheels");
clearFreeMemory(pyodide._module);

const saved = pyodide.makeMemorySnapshot();
const header = new DataView(saved.buffer).getUint32(4, true);
const memory = saved.subarray(header);
brought.forEach((byte, address) => (memory[address] ^= byte));
const pieces = piecesOf(memory);
const contents = pieces.map(([start, length]) => memory.subarray(start, start + length));
await writeFile(snapshot, Buffer.concat([saved.subarray(0, header), ...contents]));
await writeFile(layout, JSON.stringify({ header, brought: lengthOf(brought), pieces }));
process.exit(0);

/** Overwrite what was used and let go, with zeros: of it all a visitor would have to fetch. */
function clearFreeMemory(module) {
  // Taken in pieces of falling size until there is none left. At this limit it does not grow.
  module._malloc_set_footprint_limit(module._malloc_footprint());
  const taken = [];
  for (let size = 1 << 20; size >= 8; size -= size > 512 ? size >> 2 : 8) {
    for (let start; (start = module._malloc(size)); ) {
      module.HEAPU8.fill(0, start, start + size);
      taken.push(start);
    }
  }
  taken.forEach((start) => module._free(start));
  module._malloc_set_footprint_limit(-1);
  // The stack grows downwards.
  module.HEAPU8.fill(0, module._emscripten_stack_get_end(), module._emscripten_stack_get_current());
}

/** Give [start, length] of each piece between the gaps; all of them whole 32-bit words. */
function piecesOf(bytes) {
  const words = new Uint32Array(bytes.slice().buffer);
  const found = [];
  words.forEach((word, index) => {
    if (!word) return;
    const start = 4 * index;
    const last = found.at(-1);
    if (last && start - (last[0] + last[1]) < GAP) last[1] = start + 4 - last[0];
    else found.push([start, 4]);
  });
  return found;
}

/** Give the length of the part that is not zero, in bytes of whole words. */
function lengthOf(bytes) {
  return 4 * Math.ceil((bytes.findLastIndex((byte) => byte) + 1) / 4);
}
