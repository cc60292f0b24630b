// Make modules into classic scripts, with esbuild: what `NAME.mjs` exports is then in `m1Scripts["NAME"]`.
// node classic.mjs RUNTIME MODULE SCRIPT [MODULE SCRIPT ...]
//
// In a worker of a page on a disk, WebKit loads no other script, not even one from a blob. There they
// follow the worker's own script in one text (`engine/client.js`), which is strict as modules are.

import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { paths } from "./runtime.mjs";

const [runtime, ...files] = paths;
const { transform } = await import(pathToFileURL(path.join(runtime, "..", "esbuild", "lib", "main.js")).href);

while (files.length) {
  const module = files.shift();
  const { code } = await transform(await readFile(module, "utf8"), {
    format: "iife",
    globalName: `m1Scripts[${JSON.stringify(path.basename(module, ".mjs"))}]`,
    define: { "import.meta.url": "location.href" },
    charset: "utf8",
    target: "es2022",
    minifyWhitespace: true,
    // A part of the runtime looks whether it is in Node, where there is another way to export.
    logOverride: { "commonjs-variable-in-esm": "silent" },
    logLevel: "warning",
  });
  await writeFile(files.shift(), code);
}
