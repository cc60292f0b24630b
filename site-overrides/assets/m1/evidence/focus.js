/** Lists that are drawn anew keep the focus where it was. */

/**
 * @param {HTMLElement} $root
 * @param {() => void} draw makes the elements again; those that can have the focus have a `data-key`
 */
export function keepingFocus($root, draw) {
  const $active = $root.contains(document.activeElement) ? document.activeElement : null;
  const key = $active instanceof HTMLElement ? $active.dataset.key : undefined;
  const box = $active instanceof HTMLTextAreaElement ? $active : null;
  const selection = /** @type {const} */ ([box?.selectionStart ?? 0, box?.selectionEnd ?? 0]);
  draw();
  if (!key || !$active || $active.isConnected) return;
  const $found = $root.querySelector(`[data-key="${key}"]`);
  // A button that can do no more gives the focus to its neighbor.
  const isOff = $found instanceof HTMLButtonElement && $found.disabled;
  const $same = isOff ? $found.parentElement?.querySelector("button:not(:disabled)") : $found;
  if (!($same instanceof HTMLElement)) return;
  $same.focus({ preventScroll: true });
  if ($same instanceof HTMLTextAreaElement) $same.setSelectionRange(...selection);
}
