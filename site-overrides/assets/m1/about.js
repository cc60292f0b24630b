/** The page about this copy: says whether this browser keeps one for offline use. */

import { keptHere } from "./check/kept.js";
import { readList } from "./check/list.js";

const $kept = document.querySelector("[data-module=m1-kept]");
if (!($kept instanceof HTMLElement)) throw new TypeError("the page has no place to say what is kept");
tell($kept);

/** @param {HTMLElement} $place */
async function tell($place) {
  const address = new URL($place.dataset.list ?? "", document.baseURI).href;
  $place.textContent = "Looking.";
  const { text, mend } = await keptHere(() => readList(address));
  $place.textContent = [text, mend].filter(Boolean).join(" ");
}
