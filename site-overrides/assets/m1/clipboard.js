/** Puts a text on the clipboard, also where the browser has no clipboard API. */

/**
 * @param {string} text
 * @returns {Promise<boolean>} whether it is there
 */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Plain http has no clipboard API; the older way works there.
    return copyBySelection(text);
  }
}

/** @param {string} text */
function copyBySelection(text) {
  const $area = document.createElement("textarea");
  $area.value = text;
  $area.className = "m1-hidden";
  const $focused = document.activeElement;
  document.body.append($area);
  $area.select();
  const copied = document.execCommand("copy");
  $area.remove();
  if ($focused instanceof HTMLElement) $focused.focus();
  return copied;
}
