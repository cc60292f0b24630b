/** What the page says of the engine: where its files are, and how long to wait for it. */

/** @import { Manifest } from "./messages" */

/**
 * @typedef {object} EngineOptions
 * @property {Manifest} manifest
 * @property {string} base the address of the bundle's folder
 * @property {string} diskBase the address of the folder with the same files as scripts
 * @property {number} stall how long nothing may arrive, in seconds
 * @property {number} patience how long Python may be busy without a word, in seconds
 * @property {boolean} library whether remittances are read and packets made on this page
 */

/** @returns {EngineOptions | null} null where the site was built without an engine */
export function engineOptions() {
  const $manifest = document.getElementById("m1-engine");
  if (!$manifest) return null;
  const { base = "", disk = "", stall, patience } = $manifest.dataset;
  return {
    manifest: JSON.parse($manifest.textContent ?? ""),
    base: new URL(base, document.baseURI).href,
    diskBase: new URL(disk, document.baseURI).href,
    stall: Number(stall),
    patience: Number(patience),
    library: "library" in $manifest.dataset,
  };
}
