/** Small pieces of a page, built element by element: no text is ever read as markup. */

/** @typedef {{title: string, url: string, checked: string, sure: string}} Source */

/**
 * @param {string} tag
 * @param {string} text
 * @param {string} className
 */
export function element(tag, text, className = "") {
  const $element = document.createElement(tag);
  if (className) $element.className = className;
  $element.textContent = text;
  return $element;
}

/** @param {"ol" | "ul"} tag @param {string[]} texts */
export function list(tag, texts) {
  const $list = document.createElement(tag);
  $list.append(...texts.map((text) => element("li", text)));
  return $list;
}

/**
 * The items of a list of sources, each once.
 *
 * @param {Source[]} found
 */
export function sources(found) {
  const once = new Map(found.map((source) => [source.title, source]));
  return [...once.values()].map(({ title, url, checked, sure }) => {
    const $item = document.createElement("li");
    if (url) {
      const $link = document.createElement("a");
      $link.href = url;
      $link.rel = "noreferrer";
      $link.textContent = title;
      $item.append($link);
    } else {
      $item.append(title);
    }
    const doubt = sure === "verify" ? ", verify before you rely on it" : "";
    $item.append(` (checked ${checked}${doubt})`);
    return $item;
  });
}

/**
 * Hand a file over, whole or in pieces.
 *
 * @param {{json: {file: string, type: string}, bytes: Uint8Array<ArrayBuffer> | Uint8Array<ArrayBuffer>[]}} taken
 * @returns {string} what to tell the user
 */
export function download({ json, bytes }) {
  const url = URL.createObjectURL(new Blob([bytes].flat(), { type: json.type }));
  const $link = document.createElement("a");
  $link.href = url;
  $link.download = json.file;
  $link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  return `Downloaded ${json.file}.`;
}
