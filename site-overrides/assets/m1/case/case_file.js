/** Saves the work in one file, and opens it again. Nothing is kept anywhere else. */

import { confirmed } from "../clear.js";
import { download } from "../elements.js";
import { resetControls } from "../form.js";
import { defect } from "../latest.js";
import { readLetter, writeLetter } from "../letter_state.js";
import { canProtect, CaseError, decode, encode, open } from "./codec.js";
import { pack, unpack } from "./content.js";

/** @typedef {import("../desk.js").Desk} Desk */

const SHORTEST = 8;

export class CaseFile {
  /** @type {Uint8Array<ArrayBuffer> | null} a file that waits for its passphrase */
  #waiting = null;
  /** @type {Uint8Array<ArrayBuffer> | null} the one that is being opened */
  #opening = null;

  /** @param {HTMLElement} $root @param {Desk} desk */
  constructor($root, desk) {
    const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ ($root.querySelector(`[data-${name}]`));
    this.desk = desk;
    this.$root = $root;
    this.$attached = /** @type {HTMLInputElement} */ (part("attached"));
    this.$plain = /** @type {HTMLInputElement} */ (part("plain"));
    this.$file = /** @type {HTMLInputElement} */ (part("file"));
    this.$note = part("note");
    this.$locked = part("locked");
    part("protected").hidden = !canProtect();
    part("unprotected").hidden = canProtect();
    $root.hidden = false;
    part("save").addEventListener("click", () => this.#save());
    part("unlock").addEventListener("click", () => this.#open());
    this.$locked.addEventListener("keydown", ({ key, target }) => {
      if (key === "Enter" && target === this.$key) this.#open();
    });
    this.$file.addEventListener("change", () => this.#choose());
    desk.$form.addEventListener("m1-cleared", () => this.#forget());
  }

  /** Let go of what was typed and chosen here. */
  #forget() {
    this.#waiting = null;
    this.$locked.hidden = true;
    resetControls([this.$passphrase, this.$again, this.$key, this.$attached, this.$plain]);
    this.#say("");
  }

  get $passphrase() {
    return this.#box("passphrase");
  }

  get $again() {
    return this.#box("again");
  }

  get $key() {
    return this.#box("key");
  }

  /** What is emptied is a fresh box after it. @param {string} name */
  #box(name) {
    return /** @type {HTMLInputElement} */ (this.$root.querySelector(`[data-${name}]`));
  }

  async #save() {
    const passphrase = canProtect() ? this.$passphrase.value : "";
    const wrong = this.#wrong(passphrase);
    if (wrong) return this.#say(wrong);
    const { desk } = this;
    const { claims } = desk;
    const { moment } = desk;
    claims?.keep();
    const listed = claims?.list.claims ?? [];
    const work = { letter: readLetter(desk), claims: listed, open: claims ? listed.indexOf(claims.open ?? listed[-1]) : -1 };
    const drafts = listed.map(({ draft }) => draft);
    try {
      const bytes = await encode(pack(work, this.$attached.checked), passphrase, (body) => this.#digest(body));
      if (desk.isGone(moment)) return this.#say("Nothing was saved: another letter came onto the page. Save again.");
      const said = download({ json: { file: "appeal.m1case", type: "application/octet-stream" }, bytes });
      resetControls([this.$passphrase, this.$again]);
      desk.saved(moment);
      for (const [index, claim] of listed.entries()) claim.saved ||= claim.draft === drafts[index];
      const how = passphrase ? "Without the passphrase nobody can open it, and nobody can find it out for you." : "It is not protected.";
      return this.#say(`${said} ${how}`);
    } catch (error) {
      if (error instanceof CaseError) return this.#say(error.message);
      const name = error instanceof Error ? error.message : "unknown";
      return this.#say(`Nothing was saved (${name}). What is on the page is still here. Try again, or save fewer attachments.`);
    }
  }

  /** @param {string} passphrase @returns {string} what keeps the case from being saved */
  #wrong(passphrase) {
    if (!canProtect()) return this.$plain.checked ? "" : "Choose that the file may be without protection, or save nothing.";
    if (passphrase.length < SHORTEST) {
      this.$passphrase.focus();
      return `Enter a passphrase of at least ${SHORTEST} characters; several words are easier to remember.`;
    }
    if (passphrase !== this.$again.value) {
      this.$again.focus();
      return "The two passphrases differ. Type the second one again.";
    }
    return "";
  }

  async #choose() {
    const file = this.$file.files?.[0];
    this.$file.value = "";
    if (!file) return;
    this.#say("");
    const { moment } = this.desk;
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      if (this.desk.isGone(moment)) return;
      this.#waiting = bytes;
      const locked = open(this.#waiting).header.protection !== "none";
      this.$locked.hidden = !locked;
      if (!locked) await this.#open();
      else this.$key.focus();
    } catch (error) {
      this.$locked.hidden = true;
      this.#refuse(error);
    }
  }

  async #open() {
    const file = this.#waiting;
    if (!file || file === this.#opening) return;
    this.#opening = file;
    try {
      const whole = unpack(await decode(file, this.$key.value, (body) => this.#digest(body)));
      const { desk } = this;
      if (file !== this.#waiting) return; // all was cleared, or another one was chosen
      const lost = desk.unsaved || desk.claims?.hasUnsaved();
      if (lost && !(await confirmed(OPENING))) return this.#say("Not opened. What is on the page is as it was.");
      if (file !== this.#waiting) return;
      writeLetter(desk, whole.letter);
      desk.claims?.restore(whole.claims, whole.open);
      desk.$form.dispatchEvent(new CustomEvent("m1-filled", { detail: { begun: true } }));
      desk.unsaved = false;
      desk.refresh();
      this.#waiting = null;
      if (!this.$locked.hidden) this.$file.focus({ preventScroll: true });
      this.$locked.hidden = true;
      resetControls([this.$key]);
      this.#say("Opened. Go on where you stopped.");
    } catch (error) {
      if (file === this.#waiting) this.#refuse(error);
    } finally {
      if (file === this.#opening) this.#opening = null;
    }
  }

  /** @param {unknown} error */
  #refuse(error) {
    this.#say(error instanceof CaseError ? error.message : defect(error, "open the case"));
    if (!this.$locked.hidden) this.$key.select();
  }

  /** @param {string} text */
  #say(text) {
    this.$note.textContent = text;
  }

  /** @param {Uint8Array} body */
  async #digest(body) {
    const { engine } = this.desk;
    if (globalThis.crypto?.subtle) {
      const hash = await crypto.subtle.digest("SHA-256", new Uint8Array(body));
      return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    }
    if (!engine) throw new CaseError("Nothing can be opened or saved here: the letter writer is not running.");
    const { json } = await engine.call("digest", {}, new Uint8Array(body));
    return json.sha256;
  }
}

const OPENING = {
  title: "Open the case?",
  text: "What is on the page goes, and the case takes its place.",
  yes: "Open the case",
};
