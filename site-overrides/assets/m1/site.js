/** What every page starts, before the theme's own script. */

import { keepCopy } from "./offline/copy.js";
import { startSearchFromBlob } from "./search.js";

startSearchFromBlob();
// A page with the engine keeps its copy itself, once that has started.
window.addEventListener("load", async () => {
  if (document.querySelector("[data-module=m1-engine-status]")) return;
  document.documentElement.dataset.kept = await keepCopy();
  document.dispatchEvent(new Event("m1-kept"));
});
