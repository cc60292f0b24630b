/** The packet: exhibits in, one PDF out, and what to do with it. */

import { FileChooser } from "../claims/chooser.js";
import { Progress } from "../claims/progress.js";
import { download, element } from "../elements.js";
import { fillAnswer, readAnswers } from "../form.js";
import { unfinished } from "../tables.js";
import { counted, size } from "../words.js";
import { Exhibits } from "./exhibits.js";
import { bytesOf } from "./pictures.js";
import { Sending } from "./sending.js";

/** @typedef {import("../desk.js").Desk} Desk */
/** @typedef {import("./exhibits.js").Exhibit} Exhibit */

/** @typedef {object} Advice what Python says of the packet
 * @property {import("./exhibits.js").Told[]} exhibits
 * @property {string[]} besides what the letter encloses and the packet does not hold
 */

/** More than this of files at once would take more memory than a browser gives. In bytes. */
const MOST = 250_000_000;

export class Packet {
  /** @param {HTMLElement} $root @param {Desk} desk */
  constructor($root, desk) {
    const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ ($root.querySelector(`[data-${name}]`));
    this.desk = desk;
    this.$notes = part("notes");
    this.$made = part("made");
    this.$size = part("size");
    this.$others = part("others");
    this.adding = new Progress(part("adding"));
    this.making = new Progress(part("making"));
    this.exhibits = new Exhibits(part("exhibits"), {
      changed: () => this.#changed(),
      refer: (exhibit) => this.#refer(exhibit),
    });
    this.sending = new Sending($root, desk);
    desk.packet = this;
    $root.hidden = false;
    new FileChooser(part("choose"), (files) => this.add(files));
    part("make").addEventListener("click", () => this.#make());
    desk.$form.addEventListener("m1-advice", (event) => {
      const { exhibits, besides } = /** @type {CustomEvent<{packet: Advice}>} */ (event).detail.packet;
      this.exhibits.tell(exhibits);
      this.$others.textContent = besides.length
        ? `The letter also encloses what is not in the packet: ${besides.join("; ")}. Name an exhibit so, or take the line off the enclosures.`
        : "";
    });
    desk.whenReplaced(() => (this.$others.textContent = ""));
    desk.$form.addEventListener("m1-cleared", () => {
      this.put([]);
      this.sending.choose({});
    });
  }

  /** What the letter is told of the exhibits. */
  get told() {
    return this.exhibits.all.map(({ name, pages, of }) => ({ name, pages, of }));
  }

  /** What the packet is made of. */
  get parts() {
    return {
      exhibits: this.exhibits.all.map(({ name, pages }, file) => ({ name, pages, file })),
      files: this.exhibits.all.map(({ bytes }) => bytes),
    };
  }

  /** Put these exhibits in the place of the others. @param {Exhibit[]} exhibits */
  put(exhibits) {
    this.adding.stop();
    this.making.stop();
    this.exhibits.replace(exhibits);
    this.$notes.replaceChildren();
    this.$made.textContent = "";
    this.sending.hide();
    this.#weigh();
    this.#tellEvidence();
  }

  /**
   * Look at files and add those that can be used; of the others it is said why not.
   *
   * @param {File[]} files
   * @returns {Promise<unknown>} how many were added
   */
  add(files) {
    if (!this.adding.busy) this.$notes.replaceChildren();
    return this.adding.next(() => this.#read(files));
  }

  /** @param {File[]} files */
  async #read(files) {
    const { engine } = this.desk;
    if (!engine) return 0;
    const weight = files.reduce((sum, { size }) => sum + size, this.#weigh());
    if (weight > MOST) {
      this.#note("", `All exhibits together may have ${size(MOST)}; these would have ${size(weight)}. Choose fewer, or smaller scans.`);
      return 0;
    }
    let added = 0;
    const signal = this.adding.begin(`Reading ${counted(files.length, "file")}.`);
    try {
      /** @type {Uint8Array<ArrayBuffer>[]} */
      const contents = [];
      for (const file of files) {
        contents.push(await bytesOf(file));
        signal.throwIfAborted();
      }
      const hear = (/** @type {any} */ { done, total, exhibit: found }, /** @type {Uint8Array} */ printed) => {
        this.adding.show({ done, total }, `${done} of ${total} read.`);
        const { name } = files[done - 1];
        if (found.error) this.#note(name, found.error);
        else {
          const { pages: of, notes } = found;
          // A text was printed into a PDF.
          const bytes = printed.length ? new Uint8Array(printed) : contents[done - 1];
          added += 1;
          this.exhibits.add({ name: named(name), pages: "", of, notes, from: name, bytes });
          this.#changed();
        }
      };
      await engine.work("inspect", {}, contents, { hear, signal });
      this.adding.end("", signal);
      this.#tellEvidence();
    } catch (error) {
      this.adding.end(signal.aborted ? "Stopped." : "", signal);
      this.#tellEvidence();
      if (!signal.aborted) this.#note("", unfinished(error, engine, "read the files"));
    }
    return added;
  }

  async #make() {
    const { engine } = this.desk;
    if (!engine || this.making.busy) return;
    const { moment } = this.desk;
    const { exhibits, files } = this.parts;
    const signal = this.making.begin("Making the packet.");
    this.$made.textContent = "";
    try {
      const asked = { ...this.desk.asked(), exhibits, cover: this.sending.cover };
      const hear = (/** @type {any} */ part) => {
        this.making.show(part, `${part.done.toLocaleString("en-US")} of ${counted(part.total, "page")}.`);
      };
      const { json, bytes } = await engine.work("packet", asked, files, { hear, signal });
      this.making.end("", signal);
      this.desk.problems.showErrors(json.errors);
      if (json.errors.length) this.$made.textContent = "There is no packet yet. See the list at the top of the form.";
      else if (json.problem || json.lacking) this.$made.textContent = json.problem || json.lacking;
      else this.#give(json, new Uint8Array(bytes), moment);
    } catch (error) {
      this.making.end(signal.aborted ? "Stopped. Nothing was made." : "", signal);
      if (!signal.aborted) this.$made.textContent = unfinished(error, engine, "make the packet");
    }
  }

  /** @param {any} json @param {Uint8Array<ArrayBuffer>} bytes @param {import("../desk.js").Moment} moment */
  #give(json, bytes, moment) {
    const said = download({ json, bytes });
    this.desk.taken(moment);
    this.$made.textContent = [said, `It has ${counted(json.pages, "page")} and ${size(bytes.length)}.`, ...json.notes].join(" ");
    this.sending.show();
  }

  #changed() {
    this.$made.textContent = "";
    this.desk.unsaved = true;
    this.#weigh();
    this.#tellEvidence();
    this.desk.refresh();
  }

  /** What is quoted comes from the exhibits. */
  #tellEvidence() {
    this.desk.$form.dispatchEvent(new Event("m1-exhibits"));
  }

  /** Say how much the exhibits are. @returns {number} in bytes */
  #weigh() {
    const { all } = this.exhibits;
    const weight = all.reduce((sum, { bytes }) => sum + bytes.length, 0);
    const pages = all.reduce((sum, { of }) => sum + of, 0);
    this.$size.textContent = all.length
      ? `${counted(all.length, "exhibit")}, ${counted(pages, "page")} in the files, ${size(weight)}.`
      : "No exhibits yet. Without any, the packet is cover sheet and letter.";
    return weight;
  }

  /** Put the exhibit's name into the summary; the letter prints its letter. @param {Exhibit} exhibit */
  #refer({ name }) {
    const { $form } = this.desk;
    const $summary = $form.querySelector("[name=clinical_summary]");
    if (!($summary instanceof HTMLTextAreaElement)) return;
    const before = String(readAnswers($form).clinical_summary ?? "");
    const gap = before && !/\s$/.test(before) ? " " : "";
    fillAnswer($form, "clinical_summary", `${before}${gap}[${name}, page 1]`);
    this.#changed();
    document.getElementById("clinical_summary-field")?.scrollIntoView({ block: "center" });
    $summary.focus({ preventScroll: true });
    // The page number is chosen, so that typing puts the right one in its place.
    $summary.setSelectionRange($summary.value.length - 2, $summary.value.length - 1);
  }

  /** @param {string} file @param {string} text */
  #note(file, text) {
    this.$notes.append(element("li", file ? `${file}: ${text}` : text));
  }
}

/** Name an exhibit after its file. @param {string} file */
function named(file) {
  return file.replace(/\.[^.]+$/, "").replaceAll(/[_[\]]+/g, " ").trim() || "Exhibit";
}
