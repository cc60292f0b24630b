/** The criteria of a policy: pasted, parted, corrected, and which of them the record answers. */

import { element } from "../elements.js";
import { resetControls } from "../form.js";
import { counted } from "../words.js";
import { keepingFocus } from "./focus.js";

/** @typedef {import("./choices.js").Choices} Choices */
/** @typedef {import("./choices.js").Criterion} Criterion */

export class CriteriaView {
  /** Which criterion is worked on; 0 for none. */
  chosen = 0;
  /** @type {Map<number, string | undefined>} */
  #told = new Map();
  /** Which criterion stands in the box. */
  #shown = 0;

  /**
   * @param {HTMLElement} $root
   * @param {Choices} choices
   * @param {{choose: () => void, part: (text: string) => Promise<string[]>, policy: () => Promise<any>, edited: () => void}} told
   */
  constructor($root, choices, { choose, part: parted, policy, edited }) {
    const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ ($root.querySelector(`[data-${name}]`));
    this.$root = $root;
    this.choices = choices;
    this.choose = choose;
    this.edited = edited;
    this.$editor = part("criterion");
    this.$nav = part("criteria-nav");
    this.$count = part("criteria-count");
    this.$note = part("criteria-note");
    this.$box = /** @type {HTMLDetailsElement} */ (part("criteria-box"));
    part("part").addEventListener("click", async () => {
      if (!this.$text.value.trim()) return this.$text.focus();
      const texts = await parted(this.$text.value);
      if (!texts.length) return;
      this.add(texts);
      this.$box.open = false;
      const $first = this.$nav.querySelector("[aria-pressed=true]");
      if ($first instanceof HTMLElement) $first.focus();
    });
    this.$policy = part("take-policy");
    this.$policy.addEventListener("click", async () => {
      const found = await policy();
      if (!found) return;
      // All of it may be more than its criteria: it is looked through before it is parted.
      this.$text.value = [this.$text.value.trim(), found.text].filter(Boolean).join("\n\n");
      this.#keepPasted();
      this.say(`${found.title}: the text of CMS's download of ${found.day}. Delete what is no criterion, then split it. Compare it with the LCD that was in force on the day of service.`);
      this.$text.focus();
    });
    part("add-criterion").addEventListener("click", () => {
      this.add([""]);
      this.$edited.focus();
    });
    $root.addEventListener("input", ({ target }) => {
      if (target === this.$text) this.#keepPasted();
      if (target !== this.$edited) return;
      this.choices.changeCriterion(this.chosen, { text: this.$edited.value }, `editing criterion ${this.#index + 1}`, true);
      this.edited();
    });
    for (const [name, act] of Object.entries({ up: () => this.#move(-1), down: () => this.#move(1), remove: () => this.#remove() })) {
      part(`criterion-${name}`).addEventListener("click", act);
    }
  }

  /** The place of the one that is worked on. */
  get #index() {
    return this.choices.chosen.criteria.findIndex(({ id }) => id === this.chosen);
  }

  /** What is emptied is a fresh box after it. */
  get $edited() {
    return /** @type {HTMLTextAreaElement} */ (this.$root.querySelector("[data-criterion-text]"));
  }

  /** What is emptied is a fresh box after it. */
  get $text() {
    return /** @type {HTMLTextAreaElement} */ (this.$root.querySelector("[data-criteria-text]"));
  }

  /** What stands in the box goes with the letter, split or not. */
  #keepPasted() {
    this.choices.chosen = { ...this.choices.chosen, pasted: this.$text.value };
  }

  /** @param {string} text */
  say(text) {
    this.$note.textContent = text;
  }

  /** Add criteria behind those there are; the first of them is worked on. @param {string[]} texts */
  add(texts) {
    const { criteria } = this.choices.chosen;
    const there = new Set(criteria.map(({ text }) => text));
    const added = texts.filter((text) => !text || !there.has(text)).map((text) => ({ id: this.choices.fresh(), text, undocumented: false }));
    if (!added.length) return this.say("These criteria are there already.");
    this.chosen = added[0].id;
    this.choices.step({ criteria: [...criteria, ...added] }, `adding ${counted(added.length, "criterion").replace("criterions", "criteria")}`);
    this.say(texts[0] ? `${added.length === 1 ? "1 criterion" : `${added.length} criteria`} added. Correct what was split wrongly.` : "");
    this.edited();
  }

  show() {
    const { criteria } = this.choices.chosen;
    if (this.chosen && !criteria.some(({ id }) => id === this.chosen)) this.chosen = criteria[0]?.id ?? 0;
    this.#edit();
    this.#nav();
  }

  #nav() {
    const { criteria } = this.choices.chosen;
    const open = criteria.filter((one) => this.state(one) === "open").length;
    this.$count.textContent = criteria.length ? `${criteria.length - open} of ${criteria.length} dealt with` : "";
    keepingFocus(this.$nav, () => this.$nav.replaceChildren(...criteria.map((one, index) => this.#link(one, index + 1)), this.#link(null, 0)));
  }

  /** @param {{state: string, problem: string}[]} told what Python says of each criterion */
  tell(told) {
    this.#told = new Map(this.choices.chosen.criteria.map(({ id }, index) => [id, told[index]?.state]));
    this.#nav();
  }

  /** Whether the letter answers a criterion; as far as Python has not said so yet, by what is chosen. @param {Criterion} criterion */
  state({ id, undocumented }) {
    if (undocumented) return "undocumented";
    if (!this.choices.answering(id).length) return "open";
    return this.#told.get(id) === "open" ? "open" : "answered";
  }

  /** @param {Criterion | null} criterion @param {number} number */
  #link(criterion, number) {
    const $item = element("li", "");
    const $button = element("button", "", "m1-criterion");
    $button.setAttribute("type", "button");
    const id = criterion?.id ?? 0;
    $button.dataset.key = `choose-${id}`;
    $button.setAttribute("aria-pressed", String(id === this.chosen));
    const quoted = this.choices.answering(id).length;
    const state = criterion ? this.state(criterion) : quoted ? "answered" : "";
    $button.dataset.state = state;
    $button.append(
      element("span", criterion ? `${number}. ${criterion.text || "(empty)"}` : "All the evidence, without a criterion", "m1-criterion__text"),
      element("span", said(state, quoted), "m1-criterion__state"),
    );
    $button.addEventListener("click", () => {
      this.chosen = id;
      this.choose();
    });
    $item.append($button);
    return $item;
  }

  /** Show the one that is worked on, so that it can be corrected. */
  #edit() {
    const { criteria } = this.choices.chosen;
    const index = this.#index;
    this.$editor.hidden = index < 0;
    if (this.#shown !== this.chosen) {
      // The browser's undo belongs to one criterion.
      this.#shown = this.chosen;
      resetControls([this.$edited]);
    }
    if (index < 0) return;
    if (this.$edited.value !== criteria[index].text) this.$edited.value = criteria[index].text;
    this.$edited.rows = Math.min(8, Math.max(2, Math.ceil(criteria[index].text.length / 60)));
    const button = (/** @type {string} */ name) => /** @type {HTMLButtonElement} */ (this.$editor.querySelector(`[data-criterion-${name}]`));
    const focused = document.activeElement;
    button("up").disabled = index === 0;
    button("down").disabled = index === criteria.length - 1;
    // A button that can do no more gives the focus to its neighbor.
    if (focused === button("up") && index === 0) button("down").focus();
    if (focused === button("down") && index === criteria.length - 1) button("up").focus();
  }

  /** @param {number} by */
  #move(by) {
    const index = this.#index;
    const criteria = [...this.choices.chosen.criteria];
    const [moved] = criteria.splice(index, 1);
    criteria.splice(index + by, 0, moved);
    this.choices.step({ criteria }, "moving a criterion");
  }

  /** Its quotations stay, without a criterion. */
  #remove() {
    const index = this.#index;
    const { criteria, quotations } = this.choices.chosen;
    const rest = criteria.filter(({ id }) => id !== this.chosen);
    const removed = this.chosen;
    this.chosen = rest[Math.min(index, rest.length - 1)]?.id ?? 0;
    this.choices.step(
      {
        criteria: rest,
        quotations: quotations.map((one) => (one.criterion === removed ? { ...one, criterion: 0 } : one)),
      },
      `removing criterion ${index + 1}`,
    );
    this.edited();
    if (!this.chosen) this.$box.open = true;
    const $next = this.chosen ? this.$edited : this.$text;
    $next.focus();
  }
}

/** @param {string} state @param {number} quoted */
function said(state, quoted) {
  if (state === "answered") return `${quoted} quoted`;
  return { open: "open", undocumented: "not documented" }[state] ?? "";
}
