/** Takes files in: chosen, dropped, or pasted as text. */

export class FileChooser {
  /**
   * @param {HTMLElement} $root
   * @param {(files: File[]) => Promise<unknown>} take
   */
  constructor($root, take) {
    const $input = $root.querySelector("input[type=file]");
    const $paste = $root.querySelector("[data-paste]");
    if (!($input instanceof HTMLInputElement)) throw new TypeError("a chooser needs its input");
    $input.addEventListener("change", () => {
      const files = [...($input.files ?? [])];
      $input.value = ""; // the same file may be chosen once more
      if (files.length) take(files);
    });
    $root.addEventListener("dragover", (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      $root.classList.add("m1-drop--over");
    });
    $root.addEventListener("dragleave", () => $root.classList.remove("m1-drop--over"));
    $root.addEventListener("drop", (event) => {
      $root.classList.remove("m1-drop--over");
      const files = [...(event.dataTransfer?.files ?? [])];
      if (!files.length) return;
      event.preventDefault();
      take(files);
    });
    for (const type of /** @type {const} */ (["dragover", "drop"])) document.addEventListener(type, stay);
    let taking = "";
    $paste?.addEventListener("click", async () => {
      // Clearing puts a fresh text box there.
      const $text = $root.querySelector("textarea");
      if (!$text || $text.value === taking) return;
      if (!$text.value.trim()) return $text.focus();
      const typed = $text.value;
      taking = typed;
      try {
        await take([new File([typed], "pasted text")]);
      } finally {
        if (taking === typed) taking = "";
      }
    });
  }
}

/**
 * A file that is dropped beside the box would open in place of the page, its name in address and history.
 *
 * @param {DragEvent} event
 */
function stay(event) {
  const { dataTransfer, target } = event;
  const chooses = target instanceof HTMLInputElement && target.type === "file";
  if (event.defaultPrevented || chooses || !dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  dataTransfer.dropEffect = "none";
}
