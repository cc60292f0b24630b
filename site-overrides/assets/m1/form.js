/** The form's answers: read, filled in, cleared. Names are the names of the fields. */

/** @typedef {Record<string, string[]>} Answers */

/**
 * Read every answer. A text is a list of one; the chosen boxes of a group are a list of any length.
 *
 * @param {HTMLFormElement} $form
 * @returns {Answers}
 */
export function readAnswers($form) {
  const data = new FormData($form);
  return Object.fromEntries(
    [...new Set(data.keys())].map((name) => [name, data.getAll(name).map(String)]),
  );
}

/**
 * Fill in one answer.
 *
 * @param {HTMLFormElement} $form
 * @param {string} name
 * @param {string} value
 */
export function fillAnswer($form, name, value) {
  const control = $form.elements.namedItem(name);
  if (control === null || control instanceof HTMLButtonElement) return;
  if (control instanceof RadioNodeList) control.value = value;
  else if ("value" in control) control.value = value;
}

/**
 * Fill in several answers, each as `readAnswers` gives it; a field that is not named stays as it is.
 *
 * @param {HTMLFormElement} $form
 * @param {Answers} answers
 */
export function fillAnswers($form, answers) {
  for (const $control of $form.elements) {
    if (!("name" in $control) || !Object.hasOwn(answers, String($control.name))) continue;
    const answer = answers[String($control.name)];
    if ($control instanceof HTMLInputElement && $control.type !== "text") {
      $control.checked = answer.includes($control.value);
    } else if ($control instanceof HTMLInputElement || $control instanceof HTMLTextAreaElement) {
      $control.value = answer.join("\n");
    }
  }
}

/**
 * Put controls back to what they held when the page came, and replace each by a fresh one: the
 * browser's undo would otherwise bring a patient back.
 *
 * @param {Iterable<Element>} $controls
 */
export function resetControls($controls) {
  for (const $control of $controls) {
    if ($control instanceof HTMLInputElement && ["checkbox", "radio"].includes($control.type)) {
      $control.checked = $control.defaultChecked;
    } else if ($control instanceof HTMLInputElement || $control instanceof HTMLTextAreaElement) {
      const $fresh = /** @type {HTMLInputElement} */ ($control.cloneNode(true));
      $fresh.value = $control.defaultValue;
      $control.replaceWith($fresh);
    } else if ($control instanceof HTMLSelectElement) {
      const standard = [...$control.options].findIndex(({ defaultSelected }) => defaultSelected);
      $control.selectedIndex = Math.max(0, standard);
    }
  }
}
