/** What every page starts, before the theme's own script. */

import { keepCopy } from "./offline/copy.js";
import { startSearchFromBlob } from "./search.js";

startSearchFromBlob();
// The page of the form keeps its copy itself, once its first letter is written.
window.addEventListener("load", async () => {
  if (document.querySelector("[data-module=m1-desk]")) return;
  document.documentElement.dataset.kept = await keepCopy();
  document.dispatchEvent(new Event("m1-kept"));
});
