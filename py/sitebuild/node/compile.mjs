// Compile the wheels and zips of a folder with pyodide-build, inside Pyodide, so that the bytecode is
// that of the interpreter which will run it. node compile.mjs RUNTIME TOOLS FOLDER

import { readFile } from "node:fs/promises";
import path from "node:path";
import { loader, paths, installWheels } from "./runtime.mjs";

const [runtime, tools, archives] = paths;
const loadPyodide = await loader(runtime);

// The epoch makes pyodide-build's output the same for the same input. What is compiled is optimized
// as the interpreter is that compiles it.
const pyodide = await loadPyodide({
  env: { SOURCE_DATE_EPOCH: "315532800", PYTHONHASHSEED: "0", PYTHONOPTIMIZE: "2" },
});
await installWheels(pyodide, tools);
for (const [folder, root] of [["/folder", archives], ["/runtime", runtime]]) {
  pyodide.FS.mkdirTree(folder);
  pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root }, folder);
}
pyodide.runPython(await readFile(path.join(import.meta.dirname, "compile_archives.py"), "utf8"));
process.exit(0);
