/** From files to claims to letters: reads remittances, lists their claims, and fills the form with one. */

import { today } from "../clock.js";
import { resetLetter } from "../clear.js";
import { element } from "../elements.js";
import { fillAnswers, readAnswers } from "../form.js";
import { Origins } from "../origins.js";
import { FileChooser } from "./chooser.js";
import { ClaimList } from "./list.js";
import { Progress } from "./progress.js";

/** @typedef {import("../desk.js").Desk} Desk */
/** @typedef {import("../form.js").Answers} Answers */

/** @typedef {object} Claim
 * @property {"necessity" | "denial" | "other"} kind
 * @property {string} file
 * @property {number} segment where it begins in the file
 * @property {string} account the practice's own number
 * @property {number} amount at stake, in cents
 * @property {string} door
 * @property {string} title what can be done
 * @property {string} target the last day, year-month-day
 * @property {string} day the same in words, or why there is none
 * @property {number | null} days_left
 * @property {Record<string, string | string[]>} fields
 * @property {Record<string, string>} origins
 * @property {Answers} [draft] what was typed for it
 * @property {boolean} [taken] whether its letter was taken
 */

/** @typedef {{file: string, segment: number, text: string}} Note */

const LOADING = "The letter writer is still loading. The file is read as soon as it is ready.";
const BROKEN =
  "The file was not read: the letter writer is not running. The message at the top of the page says what to do.";

export class Claims {
  /** @type {Claim | null} the one whose letter is on the page */
  #open = null;

  /** @param {HTMLElement} $root @param {Desk} desk */
  constructor($root, desk) {
    const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ ($root.querySelector(`[data-${name}]`));
    this.desk = desk;
    this.$root = $root;
    this.$desk = /** @type {HTMLElement} */ (desk.$form.closest(".m1-desk"));
    this.$notes = part("notes");
    this.$back = /** @type {HTMLElement} */ (document.querySelector("[data-back]"));
    this.origins = new Origins(desk.$form);
    this.progress = new Progress(part("progress"));
    this.list = new ClaimList(part("listed"), (claim) => this.write(claim));
    new FileChooser(part("choose"), (files) => this.read(files));
    $root.hidden = false;
    this.$back.querySelector("button")?.addEventListener("click", () => this.back());
    desk.$form.addEventListener("m1-cleared", () => this.#forget());
    desk.$form.addEventListener("m1-taken", () => {
      if (this.#open) this.#open.taken = true;
    });
    window.addEventListener("beforeunload", (event) => {
      if (this.list.claims.some(({ draft, taken }) => draft && !taken)) event.preventDefault();
    });
  }

  /**
   * Read files and list their claims; those of files that were read before stay.
   *
   * @param {File[]} files
   */
  async read(files) {
    const { engine, built } = this.desk;
    this.$notes.replaceChildren();
    if (!engine) return this.#note([{ file: "", segment: 0, text: BROKEN }]);
    const signal = this.progress.begin(engine.state === "ready" ? "Reading the remittance." : LOADING);
    try {
      const contents = await Promise.all(files.map(async (file) => new Uint8Array(await file.arrayBuffer())));
      const asked = { today: today(built), names: files.map(({ name }) => name) };
      const hear = (/** @type {any} */ part) => {
        this.progress.show(part, `${part.done.toLocaleString("en-US")} claims read.`);
        this.list.add(part.claims);
      };
      const { json } = await engine.work("remittance", asked, contents, { hear, signal });
      this.progress.end(json.read ? "" : "No claim was found.");
      this.#note(json.notes);
      this.list.show();
      if (json.read) this.list.focus();
    } catch (error) {
      this.list.show();
      this.progress.end(signal.aborted ? "Stopped. What was read so far is listed." : "");
      if (!signal.aborted) this.#note([{ file: "", segment: 0, text: unread(error) }]);
    }
    return undefined;
  }

  /**
   * Fill the form with a claim, and with what was typed for it before.
   *
   * @param {Claim} claim
   */
  write(claim) {
    const { $form } = this.desk;
    this.#keep();
    resetLetter($form);
    this.#open = claim;
    if (claim.draft) {
      fillAnswers($form, claim.draft);
    } else {
      const already = readAnswers($form);
      const wanted = Object.entries(claim.fields).filter(
        ([name]) => !name.startsWith("practice_") || !already[name]?.[0],
      );
      fillAnswers($form, Object.fromEntries(wanted.map(([name, answer]) => [name, [answer].flat()])));
      // What the remittance does not say is asked for: it is no M1 in the words of the form.
      if (claim.fields.denial_code) fillAnswers($form, { denial_text: [String(claim.fields.denial_text ?? "")] });
    }
    this.origins.show(claim.origins, claim.fields);
    $form.dispatchEvent(new CustomEvent("m1-filled", { detail: { begun: Boolean(claim.draft) } }));
    this.desk.unsaved = Boolean(claim.draft) && !claim.taken;
    this.$root.hidden = true;
    this.$back.hidden = false;
    this.$desk.hidden = false;
    delete this.$desk.dataset.start;
    this.desk.refresh();
    this.$back.scrollIntoView({ block: "start" });
    this.$back.querySelector("button")?.focus({ preventScroll: true });
  }

  /** Go back to the list; what was typed stays with the claim. */
  back() {
    const claim = this.#open;
    this.#keep();
    this.#open = null;
    this.desk.unsaved = false;
    this.$back.hidden = true;
    this.$root.hidden = false;
    if (this.$root.hasAttribute("data-alone")) {
      this.$desk.hidden = true;
      this.$desk.dataset.start = "list";
    }
    this.list.show();
    this.list.focus(claim);
  }

  /** Keep what was typed for the claim that is on the page. */
  #keep() {
    if (this.#open && (this.desk.unsaved || this.#open.draft)) this.#open.draft = readAnswers(this.desk.$form);
  }

  /** The form was cleared: what it held of a claim is gone too. */
  #forget() {
    if (this.#open) delete this.#open.draft;
    this.origins.clear();
  }

  /** @param {Note[]} notes */
  #note(notes) {
    this.$notes.replaceChildren(
      ...notes.map(({ file, segment, text }) => {
        const where = [file, segment && `segment ${segment.toLocaleString("en-US")}`].filter(Boolean).join(", ");
        return element("li", where ? `${where}: ${text}` : text);
      }),
    );
  }
}

/** @param {unknown} error */
function unread(error) {
  const name = error instanceof Error ? error.message : "unknown";
  if (name === "the engine is not running") return BROKEN;
  if (name === "ModuleNotFoundError") {
    return "The file was not read: a part of this site did not arrive. Reload the page to try again.";
  }
  return `This site has a fault (${name}): it could not read the file. Write the letter by hand, and tell your IT.`;
}
