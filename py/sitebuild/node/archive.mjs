// Pack a folder into a zip file, with Pyodide's own zlib: those of hosts differ.
// node archive.mjs RUNTIME FOLDER ARCHIVE DAY

import { readFile } from "node:fs/promises";
import path from "node:path";
import { loader, paths } from "./runtime.mjs";

const [runtime, folder, archive] = paths;
const loadPyodide = await loader(runtime);
const pyodide = await loadPyodide({
  env: { DAY: process.argv[5], ARCHIVE: `/target/${path.basename(archive)}` },
});
for (const [where, root] of [["/folder", folder], ["/target", path.dirname(archive)]]) {
  pyodide.FS.mkdirTree(where);
  pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root }, where);
}
pyodide.runPython(await readFile(path.join(import.meta.dirname, "archive.py"), "utf8"));
process.exit(0);
