// pyx12's own reader in plain Pyodide, in the page itself and with the engine's compiled wheel: what
// reading an 835 costs without making anything of it. Only the reading is timed.

const { library } = globalThis.bench;
const pyodideScript = "../pyodide/pyodide.mjs"; // not to be put into this script

const READ = `
from io import StringIO
from pyx12.x12file import X12Reader

def read(text):
    return sum(1 for _ in X12Reader(StringIO(text)))

read`;

/** Read the 835 of an address; give the milliseconds and how many segments it has. */
globalThis.timeReading = async (address) => {
  const { loadPyodide } = await import(pyodideScript);
  const pyodide = await loadPyodide();
  await pyodide.loadPackage(library.filter((wheel) => wheel.includes("/pyx12-")));
  const read = pyodide.runPython(READ);
  const text = await (await fetch(address)).text();
  const start = performance.now();
  const segments = read(text);
  return { time: performance.now() - start, segments };
};
