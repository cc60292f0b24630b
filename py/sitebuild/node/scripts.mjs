// Make each of our pages' modules into one classic script, with esbuild.
// node scripts.mjs RUNTIME SOURCES SEARCH_WORKER TARGET MODULE...
//
// Classic, because modules load neither from a disk nor from a server that calls .js files something
// else. What runs in a worker is in the page's script as a text: a worker has to start from a blob to
// be under the page's content policy, and a page on a disk could not read a file to make one of.

import { readFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { paths } from "./runtime.mjs";

const [runtime, sources, searchWorker, target, ...modules] = paths;
const { build } = await import(pathToFileURL(path.join(runtime, "..", "esbuild", "lib", "main.js")).href);

// Paths in the result are told from there, not from where it was built.
const common = { absWorkingDir: sources, bundle: true, format: "iife", charset: "utf8", target: "es2022", logLevel: "warning" };
const { outputFiles: [engineWorker] } = await build({
  ...common,
  entryPoints: [path.join(sources, "engine", "worker.js")],
  write: false,
});

/** The texts that a module may import, by name. */
const texts = {
  "text:engine-worker": engineWorker.text,
  "text:search-worker": await readFile(searchWorker, "utf8"),
};

const into = { ...common, outdir: target, entryNames: "[name]" };
// What runs where the others cannot stays in the old syntax that it is written in.
const old = modules.filter((name) => path.basename(name) === "not_started.js");
await build({ ...into, entryPoints: old, target: "es5" });
await build({
  ...into,
  entryPoints: modules.filter((name) => !old.includes(name)),
  plugins: [{
    name: "texts",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^text:/ }, (found) => ({ path: found.path, namespace: "texts" }));
      onLoad({ filter: /./, namespace: "texts" }, (found) => ({ contents: texts[found.path], loader: "text" }));
    },
  }],
});
