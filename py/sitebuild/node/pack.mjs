// Pack files with gzip. Pyodide's own zlib does it: that of the host packs otherwise with every
// version, and the names of the files tell their content.
// node pack.mjs RUNTIME FILE PACKED [FILE PACKED ...]

import { writeFile } from "node:fs/promises";
import { ask, bytes, loader, paths } from "./runtime.mjs";

const [runtime, ...files] = paths;
const loadPyodide = await loader(runtime);
const pyodide = await loadPyodide();
while (files.length) {
  const content = pyodide.toPy(await bytes(files.shift()));
  const packed = ask(pyodide, "gzip", (gzip) => gzip.compress.callKwargs(content, { mtime: 0 }));
  await writeFile(files.shift(), packed.toJs());
}
process.exit(0);
