/** Which column of a worklist is what: guessed, corrected by hand, saved as a small file. */

import { today } from "../clock.js";
import { download, element } from "../elements.js";
import { unfinished } from "../tables.js";

/** @typedef {import("../desk.js").Desk} Desk */
/** @typedef {Record<string, string[]>} Mapping columns by field */

export class Columns {
  /** @type {File | null} */
  #file = null;
  /** @type {any} what Python said of the file */
  #found = null;
  /** How often Python was asked. */
  #asked = 0;

  /**
   * @param {HTMLElement} $root
   * @param {Desk} desk
   * @param {(mapping: Mapping, file: File) => void} take what to do with a worklist whose columns are known
   */
  constructor($root, desk, take) {
    const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ ($root.querySelector(`[data-columns-${name}]`));
    this.$root = $root;
    this.desk = desk;
    this.$title = part("title");
    this.$doubts = part("doubts");
    this.$rows = part("rows");
    this.$note = part("note");
    part("take").addEventListener("click", () => this.#file && take(this.#chosen(), this.#file));
    this.$save = part("save");
    this.$save.addEventListener("click", () => this.#save());
    part("file").addEventListener("change", async ({ target }) => {
      if (!(target instanceof HTMLInputElement) || !target.files?.[0]) return;
      const text = await target.files[0].text();
      target.value = "";
      if (await this.#ask({ remembered: text })) this.$note.textContent = "The saved columns are chosen.";
    });
    this.$rows.addEventListener("change", ({ target }) => {
      if (!(target instanceof HTMLSelectElement)) return;
      this.#takeFromOthers(target);
      this.#ask({ mapping: this.#chosen() });
    });
  }

  /**
   * Look at a worklist. Rejects as a job does.
   *
   * @param {File} file
   * @param {AbortSignal} signal
   * @returns {Promise<string>} why it cannot be used; nothing where it can
   */
  async read(file, signal) {
    this.hide();
    this.#file = file;
    const said = await this.#look({}, signal);
    if (said || this.#file !== file) return said ?? "";
    this.$root.hidden = false;
    this.$title.focus({ preventScroll: true });
    this.$title.scrollIntoView({ block: "start" });
    return "";
  }

  hide() {
    this.$root.hidden = true;
    this.#file = this.#found = null;
    this.#asked += 1;
    this.$note.textContent = "";
    this.$rows.replaceChildren();
    this.$doubts.replaceChildren();
  }

  /** @param {{mapping?: Mapping, remembered?: string}} more */
  async #ask(more) {
    let said;
    try {
      said = await this.#look(more);
    } catch (error) {
      said = unfinished(error, this.desk.engine, "read the file");
    }
    if (said === null) return false;
    this.$note.textContent = said;
    return !said;
  }

  /**
   * Ask Python about the file. What was chosen by hand stays as it is; else its choice is shown.
   *
   * @param {{mapping?: Mapping, remembered?: string}} more
   * @param {AbortSignal} [signal]
   * @returns {Promise<string | null>} what keeps the file from being used; null where it is no longer asked about
   */
  async #look(more, signal) {
    const { engine, built } = this.desk;
    if (!engine) return unfinished(null, engine, "read the file");
    if (!this.#file) return null;
    const asked = (this.#asked += 1);
    const bytes = new Uint8Array(await this.#file.arrayBuffer());
    signal?.throwIfAborted();
    const { json } = await engine.work("columns", { today: today(built), ...more }, [bytes], { signal });
    if (asked !== this.#asked) return null; // something else was chosen meanwhile
    if (json.error) return json.error;
    this.#found = json;
    const { notes, doubts, remembered } = json;
    this.$save.hidden = !remembered;
    this.$doubts.replaceChildren(...[...notes, ...doubts].map((/** @type {string} */ text) => element("li", text)));
    if (!more.mapping) this.#show();
    return "";
  }

  #show() {
    const { columns, rows, fields, mapping } = this.#found;
    this.$rows.replaceChildren(
      ...columns.map((/** @type {string} */ column, /** @type {number} */ index) => {
        const $row = document.createElement("tr");
        const $name = element("th", column);
        $name.setAttribute("scope", "row");
        const $is = document.createElement("select");
        $is.id = `column-${index}`;
        $is.autocomplete = "off";
        $is.setAttribute("aria-label", `${column} is`);
        $is.append(new Option("not used", ""));
        for (const { name, label } of fields) {
          const chosen = mapping[name]?.includes(column) ?? false;
          $is.append(new Option(label, name, chosen, chosen));
        }
        const $choice = document.createElement("td");
        $choice.append($is);
        const sample = rows.map((/** @type {string[]} */ row) => row[index]).filter(Boolean).slice(0, 3).join("; ");
        $row.append($name, $choice, element("td", sample));
        return $row;
      }),
    );
  }

  /** A field that takes one column is taken from the other. @param {HTMLSelectElement} $chosen */
  #takeFromOthers($chosen) {
    const field = this.#found.fields.find((/** @type {{name: string}} */ { name }) => name === $chosen.value);
    if (!field || field.joins) return;
    for (const $other of this.$rows.querySelectorAll("select")) {
      if ($other !== $chosen && $other.value === $chosen.value) $other.value = "";
    }
  }

  /** @returns {Mapping} the columns of each field: where several join, in the order they were guessed in, then as in the file */
  #chosen() {
    const { columns, mapping } = this.#found;
    /** @type {Mapping} */
    const chosen = {};
    const $all = /** @type {NodeListOf<HTMLSelectElement>} */ (this.$rows.querySelectorAll("select"));
    for (const [index, { value }] of [...$all].entries()) {
      if (value) (chosen[value] ??= []).push(columns[index]);
    }
    for (const [name, own] of Object.entries(chosen)) {
      const before = mapping[name] ?? [];
      own.sort((a, b) => place(before, a) - place(before, b));
    }
    return chosen;
  }

  #save() {
    const bytes = new TextEncoder().encode(this.#found.remembered);
    this.$note.textContent = download({ json: { file: "worklist-columns.json", type: "application/json" }, bytes });
  }
}

/** @param {string[]} before @param {string} column */
function place(before, column) {
  const index = before.indexOf(column);
  return index < 0 ? before.length : index;
}
