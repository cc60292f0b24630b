/** Says at a field where its answer came from, until somebody changes it. */

import { element } from "./elements.js";

export class Origins {
  /** @param {HTMLFormElement} $form */
  constructor($form) {
    this.$form = $form;
    $form.addEventListener("input", ({ target }) => {
      const $origin = target instanceof Element && target.closest("[data-field]")?.querySelector(".m1-origin");
      if ($origin) this.#remove($origin);
    });
  }

  /**
   * @param {Record<string, string>} origins by field
   * @param {Record<string, string | string[]>} answers what came from there; an answer that was changed has no origin
   */
  show(origins, answers) {
    this.clear();
    for (const [name, origin] of Object.entries(origins)) {
      const $field = this.$form.querySelector(`[data-field="${CSS.escape(name)}"]`);
      const wanted = [answers[name]].flat().join("\n");
      if (!$field || new FormData(this.$form).getAll(name).join("\n").replaceAll("\r\n", "\n") !== wanted) continue;
      const $origin = element("p", `From ${origin}`, "m1-origin");
      $origin.id = `${name}-origin`;
      $field.querySelector(".m1-notes")?.before($origin);
      for (const $control of described($field)) {
        $control.setAttribute("aria-describedby", `${$control.getAttribute("aria-describedby") ?? ""} ${$origin.id}`.trim());
      }
    }
  }

  clear() {
    for (const $origin of this.$form.querySelectorAll(".m1-origin")) this.#remove($origin);
  }

  /** @param {Element} $origin */
  #remove($origin) {
    for (const $control of this.$form.querySelectorAll(`[aria-describedby~="${$origin.id}"]`)) {
      const ids = ($control.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id !== $origin.id);
      $control.setAttribute("aria-describedby", ids.join(" "));
    }
    $origin.remove();
  }
}

/** @param {Element} $field what a screen reader reads the descriptions of: the group, or its one control */
function described($field) {
  return $field.matches("fieldset") ? [$field] : $field.querySelectorAll("[name]");
}
