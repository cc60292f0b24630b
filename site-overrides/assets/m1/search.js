/**
 * Lets the theme's search worker start from a blob: so it is under the page's content policy, and
 * starts on a disk too, where a browser makes no worker from an address.
 */

import source from "text:search-worker";

/** To be called before the theme's script, which makes its worker as soon as it runs. */
export function startSearchFromBlob() {
  const { Worker } = window;
  const $config = document.getElementById("__config");
  const search = $config && JSON.parse($config.textContent ?? "{}").search;
  if (typeof Worker !== "function" || !search) return;
  window.Worker = class extends Worker {
    /** @param {string | URL} address @param {WorkerOptions} [options] */
    constructor(address, options) {
      const theirs = !String(address).startsWith("blob:");
      super(theirs ? URL.createObjectURL(new Blob([source], { type: "text/javascript" })) : address, options);
    }
  };
}
