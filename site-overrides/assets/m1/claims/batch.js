/** Many letters at once: what they share is asked once, what each lacks is shown, all come as one ZIP. */

import { today } from "../clock.js";
import { download, element } from "../elements.js";
import { readAnswers, resetControls } from "../form.js";
import { NOTHING, toldOf } from "../evidence/choices.js";
import { answersOf, initialAnswers } from "../letter_state.js";
import { unfinished } from "../tables.js";
import { counted } from "../words.js";
import { Progress } from "./progress.js";

/** @typedef {import("../desk.js").Desk} Desk */
/** @typedef {import("../form.js").Answers} Answers */
/** @typedef {import("./claims.js").Claim} Claim */

export class Batch {
  /** @type {Claim[]} */
  #claims = [];
  /** @type {Progress | null} */
  progress = null;

  /**
   * @param {HTMLElement} $root
   * @param {Desk} desk
   * @param {{write: (claim: Claim) => void, back: () => void}} told
   */
  constructor($root, desk, { write, back }) {
    this.$root = $root;
    this.desk = desk;
    this.write = write;
    this.back = back;
  }

  /** Put it into the page, the first time it is wanted. */
  #mount() {
    const $content = this.$root.querySelector("[data-batch-content]");
    if (!($content instanceof HTMLTemplateElement)) return;
    $content.replaceWith($content.content);
    this.progress = new Progress(this.#part("batch-progress"));
    this.#part("look").addEventListener("click", () => this.#look());
    this.#part("write").addEventListener("click", () => this.#write());
    this.#part("batch-back").addEventListener("click", () => {
      this.hide();
      this.back();
    });
  }

  /** @param {string} name @returns {HTMLElement} */
  #part(name) {
    return /** @type {HTMLElement} */ (this.$root.querySelector(`[data-${name}]`));
  }

  /** @param {Claim[]} claims */
  begin(claims) {
    this.#mount();
    this.progress?.stop();
    this.#claims = claims;
    this.#part("batch-title").textContent = `${counted(claims.length, "letter")} for the selected claims`;
    this.#shareWhatIsKnown();
    this.#askOfPayers();
    this.#part("batch-note").textContent = "";
    this.#part("lacks").hidden = true;
    this.$root.hidden = false;
    this.#part("batch-title").scrollIntoView({ block: "start" });
    this.#part("batch-title").focus({ preventScroll: true });
  }

  hide() {
    this.progress?.stop();
    this.$root.hidden = true;
    this.#claims = [];
    for (const $rows of this.$root.querySelectorAll("[data-lacks-rows], [data-batch-payers]")) $rows.replaceChildren();
  }

  /** Let go of what was typed and chosen here too. */
  forget() {
    this.hide();
    resetControls(this.#boxes("input, textarea, select"));
    if (!this.progress) return;
    this.#part("batch-note").textContent = "";
    this.#part("lacks").hidden = true;
  }

  /** What the form holds of the practice, and what a claim says of it, need not be typed again. */
  #shareWhatIsKnown() {
    const typed = readAnswers(this.desk.$form);
    for (const $box of this.#boxes("[data-common]")) {
      const name = $box.dataset.common ?? "";
      const known = name.startsWith("practice_") || name.startsWith("signer_") || name === "contact";
      const first = this.#claims.find(({ fields }) => fields[name])?.fields[name];
      if (known && !$box.value) $box.value = typed[name]?.join("\n") || String(first ?? "");
    }
  }

  /** Ask once of all claims that say the same of their payer: one name may be of several plans. */
  #askOfPayers() {
    const payers = new Map(this.#claims.map(({ fields }) => [payerOf(fields), fields]));
    const names = [...payers.values()].map(({ payer_name: name }) => name);
    const $template = this.#part("batch-payer");
    if (!($template instanceof HTMLTemplateElement)) throw new TypeError("the payers need their template");
    this.#part("batch-payers").replaceChildren(
      ...[...payers].map(([payer, fields], index) => {
        const $payer = $template.content.firstElementChild?.cloneNode(true);
        if (!($payer instanceof HTMLElement)) throw new TypeError("the template holds a payer");
        $payer.dataset.payer = payer;
        for (const $box of /** @type {NodeListOf<HTMLInputElement>} */ ($payer.querySelectorAll("[data-of]"))) {
          const field = $box.dataset.of ?? "";
          $box.id = `batch-payer-${index}-${field}`;
          const $label = $box.parentElement?.querySelector("label");
          if ($label) $label.htmlFor = $box.id;
          $box.value = String(fields[field] ?? (field === "payer_kind" ? "unsure" : ""));
        }
        const $kind = $payer.querySelector("select");
        $kind?.addEventListener("change", () => offer($payer, $kind.value));
        offer($payer, $kind?.value ?? "");
        const name = String(fields.payer_name ?? "Claims without a payer");
        const kind = $payer.querySelector("select")?.selectedOptions[0]?.textContent;
        const alone = names.filter((other) => other === fields.payer_name).length === 1;
        /** @type {HTMLElement} */ ($payer.querySelector("legend")).textContent = alone ? name : `${name}: ${kind}`;
        return $payer;
      }),
    );
  }

  /** Whether letters are wanted where another way is advised too. */
  get #every() {
    return [...this.#boxes("[data-every]")].some(({ checked }) => checked);
  }

  /** @param {string} selector */
  #boxes(selector) {
    return /** @type {NodeListOf<HTMLInputElement>} */ (this.$root.querySelectorAll(selector));
  }

  /** @returns {{fields: Answers, exhibits: any[]}[]} the letters, and in `files` what is enclosed */
  #items() {
    const initial = initialAnswers(this.desk.$form);
    const common = Object.fromEntries([...this.#boxes("[data-common]")].map(($b) => [$b.dataset.common ?? "", $b.value]));
    const payers = new Map(
      [...this.#boxes("[data-payer]")].map(($payer) => [
        $payer.dataset.payer,
        Object.fromEntries(
          [.../** @type {NodeListOf<HTMLInputElement>} */ ($payer.querySelectorAll("[data-of]"))].map(($box) => [
            $box.dataset.of ?? "",
            [$box.value],
          ]),
        ),
      ]),
    );
    /** @type {Uint8Array[]} */
    const files = [];
    const items = this.#claims.map(({ fields, draft }) => {
      const answers = { ...(draft?.fields ?? { ...answersOf(fields, initial), ...payers.get(payerOf(fields)) }) };
      // What all letters share fills what a claim leaves open; the list of enclosures is the common one.
      for (const [name, value] of Object.entries(common)) {
        if (!answers[name]?.join("").trim() || (!draft && name === "enclosures")) answers[name] = [value];
      }
      const exhibits = (draft?.exhibits ?? []).map(({ name, pages, bytes }) => ({ name, pages, file: files.push(bytes) - 1 }));
      return { fields: answers, exhibits, evidence: toldOf(draft?.evidence ?? NOTHING, draft?.exhibits ?? []), by_hand: Boolean(draft) };
    });
    return Object.assign(items, { files });
  }

  /** Show what stands in the way of each letter. */
  async #look() {
    const { engine, built } = this.desk;
    if (!engine || this.progress?.busy) return;
    const claims = this.#claims;
    const signal = this.#begin("Looking through the letters.");
    this.#part("batch-note").textContent = "";
    /** @type {string[][]} */
    const lacks = [];
    try {
      const hear = (/** @type {any} */ part) => {
        lacks.push(...part.lacks);
        this.progress?.show(part, `${part.done} of ${part.total} looked through.`);
      };
      await engine.work("lacks", { today: today(built), items: this.#items(), every: this.#every }, [], { hear, signal });
      this.progress?.end("", signal);
      this.#showLacks(claims, lacks);
    } catch (error) {
      this.#stopped(signal, error);
    }
  }

  /** @param {Claim[]} claims @param {string[][]} lacks by letter */
  #showLacks(claims, lacks) {
    const open = lacks.filter((messages) => messages.length).length;
    this.#part("batch-note").textContent = open
      ? `${open} of ${lacks.length} letters lack something. The others can be written.`
      : "Nothing is missing. All letters can be written.";
    this.#part("lacks").hidden = !open;
    this.#part("lacks-rows").replaceChildren(
      ...claims.flatMap((claim, index) => {
        if (!lacks[index]?.length) return [];
        const $row = document.createElement("tr");
        const number = String(claim.fields.claim_number ?? claim.account);
        const $claim = element("th", `${number} ${String(claim.fields.patient_name ?? "")}`.trim());
        $claim.setAttribute("scope", "row");
        const $write = document.createElement("button");
        $write.type = "button";
        $write.className = "m1-button";
        $write.textContent = "Write this letter";
        $write.setAttribute("aria-label", `Write this letter: claim ${number}`);
        $write.addEventListener("click", () => this.write(claim));
        const $cell = document.createElement("td");
        $cell.append($write);
        $row.append($claim, element("td", lacks[index].join("; ")), $cell);
        return [$row];
      }),
    );
  }

  async #write() {
    const { engine, built } = this.desk;
    if (!engine || this.progress?.busy) return;
    const formats = [...this.#boxes("[data-format]")].filter(({ checked }) => checked).map(({ value }) => value);
    if (!formats.length) {
      this.#part("batch-note").textContent = "Choose at least one kind of file.";
      return;
    }
    const naming = [...this.#boxes("[data-naming]")].find(({ checked }) => checked)?.value ?? "claim";
    const items = /** @type {any} */ (this.#items());
    const written = this.#claims.map((claim) => ({ claim, draft: claim.draft }));
    const signal = this.#begin("Writing the letters.");
    this.#part("batch-note").textContent = "";
    /** @type {Uint8Array<ArrayBuffer>[]} */
    const pieces = [];
    try {
      const hear = (/** @type {any} */ part, /** @type {Uint8Array} */ bytes) => {
        pieces.push(new Uint8Array(bytes));
        if (!part.inside) this.progress?.show(part, `${part.done} of ${part.total} letters.`);
      };
      const asked = { today: today(built), items: [...items], every: this.#every, formats, naming, cover: { kind: "cover" } };
      const { json, bytes } = await engine.work("batch", asked, items.files, { hear, signal });
      pieces.push(new Uint8Array(bytes));
      this.progress?.end("", signal);
      this.#give(json, pieces, written);
    } catch (error) {
      this.#stopped(signal, error);
    }
  }

  /** @param {string} text */
  #begin(text) {
    if (!this.progress) throw new TypeError("the batch is not in the page");
    return this.progress.begin(text);
  }

  /**
   * @param {{written: number, noted: number, left_out: {place: number}[], file: string, type: string}} json
   * @param {Uint8Array<ArrayBuffer>[]} pieces
   * @param {{claim: Claim, draft: Claim["draft"]}[]} written what the letters were written of
   */
  #give(json, pieces, written) {
    const said = download({ json, bytes: pieces });
    const { noted, left_out: { length: left } } = json;
    const out = new Set(json.left_out.map(({ place }) => place));
    for (const [place, { claim, draft }] of written.entries()) {
      if (!out.has(place) && claim.draft === draft) claim.taken = true;
    }
    this.#part("batch-note").textContent =
      `${said.slice(0, -1)} with ${counted(json.written, "letter")}.` +
      (noted ? ` ${noted === 1 ? "1 has a note" : `${noted} have notes`} in index.csv.` : "") +
      (left ? ` ${left === 1 ? "1 is" : `${left} are`} in left-out.csv with the reason.` : "");
  }

  /** @param {AbortSignal} signal @param {unknown} error */
  #stopped(signal, error) {
    this.progress?.end(signal.aborted ? "Stopped. Nothing was downloaded." : "", signal);
    if (signal.aborted) return;
    this.#part("batch-note").textContent = unfinished(error, this.desk.engine, "write the letters");
  }
}

/**
 * Offer the appeals to a kind of payer, where there is more than one.
 *
 * @param {HTMLElement} $payer
 * @param {string} kind
 */
function offer($payer, kind) {
  const $routes = /** @type {HTMLSelectElement} */ ($payer.querySelector("[data-of=route]"));
  for (const $option of /** @type {NodeListOf<HTMLOptionElement>} */ ($routes.querySelectorAll("[data-kind]"))) {
    $option.hidden = $option.disabled = $option.dataset.kind !== kind;
  }
  if ($routes.selectedOptions[0]?.disabled) $routes.value = "";
  const $field = /** @type {HTMLElement} */ ($routes.parentElement);
  $field.hidden = $routes.querySelectorAll("[data-kind]:enabled").length < 2;
}

/** @param {Claim["fields"]} fields @returns {string} all that is asked of a payer, as the claim says it */
function payerOf({ payer_name, payer_kind, appeals_address }) {
  return JSON.stringify([payer_name, payer_kind, appeals_address]);
}
