// The page that one writes first: Pyodide as its npm package is, our three wheels, one letter. It runs
// in the page itself, which saves the start of a worker, and the wheels are the compiled ones of our
// engine. Both are in favor of this side of the comparison.

import { showLetter } from "../../../site-overrides/assets/m1/letter.js";

const { payload, wheels } = globalThis.bench;
const pyodideScript = "../pyodide/pyodide.mjs"; // not to be put into this script

write();

async function write() {
  const { loadPyodide } = await import(pyodideScript);
  const pyodide = await loadPyodide();
  await pyodide.loadPackage(wheels);
  const product = pyodide.pyimport("m1appeals.browser");
  const [answer] = product.handle("preview", JSON.stringify(payload), new Uint8Array()).toJs();
  showLetter(document.querySelector("[data-letter]"), JSON.parse(answer).letter);
}
