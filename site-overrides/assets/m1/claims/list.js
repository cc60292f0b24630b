/** The list of claims: filtered, sorted, a page at a time. */

import { element } from "../elements.js";
import { resetControls } from "../form.js";
import { counted, dollars } from "../words.js";

/** @typedef {import("./claims.js").Claim} Claim */

/** How many claims are shown at a time. */
const PAGE = 50;

const ORDER = { necessity: 0, denial: 1, other: 2 };
const KINDS = { necessity: "Medical necessity", denial: "Other denial", other: "Not denied" };

/** How claims are put in order, by the name of a column. */
const SORTS = {
  kind: by(({ kind, amount }) => [ORDER[kind], -amount]),
  patient: by(({ fields }) => [text(fields.patient_name)]),
  payer: by(({ fields }) => [text(fields.payer_name)]),
  amount: by(({ amount }) => [-amount]),
  day: by(({ target }) => [target || "9999"]),
};

export class ClaimList {
  /** @type {Claim[]} */
  claims = [];
  /** @type {Set<Claim>} */
  selected = new Set();
  #sort = /** @type {keyof typeof SORTS} */ ("kind");
  #backwards = false;
  #page = 0;

  /**
   * @param {HTMLElement} $root
   * @param {(claim: Claim) => void} write what to do with a claim
   */
  constructor($root, write) {
    const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ ($root.querySelector(`[data-${name}]`));
    this.$root = $root;
    this.write = write;
    this.$title = part("title");
    this.$sum = part("sum");
    this.$kind = /** @type {HTMLSelectElement} */ (part("kind"));
    this.$all = /** @type {HTMLInputElement} */ (part("all"));
    this.$rows = part("rows");
    this.$where = part("where");
    this.$before = /** @type {HTMLButtonElement} */ (part("before"));
    this.$after = /** @type {HTMLButtonElement} */ (part("after"));
    $root.addEventListener("input", ({ target }) => {
      if (target === this.$find || target === this.$kind) this.#turn(0);
    });
    this.$before.addEventListener("click", () => this.#turn(this.#page - 1));
    this.$after.addEventListener("click", () => this.#turn(this.#page + 1));
    this.$all.addEventListener("change", () => this.#selectAll(this.$all.checked));
    for (const $button of $root.querySelectorAll("[data-sort]")) {
      $button.addEventListener("click", () => this.#sortBy($button.getAttribute("data-sort") ?? ""));
    }
  }

  /** Clearing puts a fresh box there. */
  get $find() {
    return /** @type {HTMLInputElement} */ (this.$root.querySelector("[data-find]"));
  }

  /** Put these claims in the place of the others, and look for all of them. @param {Claim[]} claims */
  replace(claims) {
    this.claims = claims;
    this.selected.clear();
    resetControls([this.$find, this.$kind]);
    this.#turn(0);
  }

  /** @param {Claim[]} claims */
  add(claims) {
    this.claims.push(...claims);
  }

  /**
   * Mark denials that were taken back: they are no denials any more.
   *
   * @param {(claim: Claim) => boolean} isReversed
   */
  reverse(isReversed) {
    for (const claim of this.claims) {
      if (claim.kind === "other" || !isReversed(claim)) continue;
      Object.assign(claim, { kind: "other", title: "reversed later", target: "", day: "", days_left: null });
      this.selected.delete(claim);
    }
  }

  /** The claims that are chosen, in the order of the list. */
  get chosen() {
    return this.#found().filter((claim) => this.selected.has(claim));
  }

  show() {
    this.$root.hidden = !this.claims.length;
    const found = this.#found();
    const last = Math.max(0, Math.ceil(found.length / PAGE) - 1);
    this.#page = Math.min(this.#page, last);
    const shown = found.slice(this.#page * PAGE, (this.#page + 1) * PAGE);
    const parted = new Map(byClaim(this.claims).flatMap((rows) => (rows.length > 1 ? rows.map((row) => [row, rows]) : [])));
    this.$rows.replaceChildren(...shown.map((claim) => this.#row(claim, apart(claim, parted.get(claim)))));
    this.$sum.textContent = this.#sum();
    const from = found.length ? this.#page * PAGE + 1 : 0;
    this.$where.textContent = found.length
      ? `Claims ${from} to ${from + shown.length - 1} of ${found.length.toLocaleString("en-US")}`
      : "No claim fits. Change what you look for.";
    this.$before.hidden = this.#page === 0;
    this.$after.hidden = this.#page === last;
    this.#markSorted();
    this.#markSelected();
  }

  /** Bring the reader here, to a claim if one is given. @param {Claim | null} [claim] */
  focus(claim = null) {
    const $row = claim && this.$rows.querySelector(`[data-index="${this.claims.indexOf(claim)}"] button`);
    const $target = $row instanceof HTMLElement ? $row : this.$title;
    $target.focus({ preventScroll: true });
    $target.scrollIntoView({ block: $row ? "center" : "start" });
  }

  /** @param {number} page */
  #turn(page) {
    this.#page = page;
    this.show();
  }

  /** @param {string} column */
  #sortBy(column) {
    this.#backwards = this.#sort === column && !this.#backwards;
    this.#sort = /** @type {keyof typeof SORTS} */ (column);
    this.#turn(0);
  }

  #found() {
    const words = this.$find.value.toLowerCase().split(/\s+/).filter(Boolean);
    const kinds = this.$kind.value.split(" ");
    const found = this.claims.filter(
      (claim) => kinds.includes(claim.kind) && words.every((word) => searched(claim).includes(word)),
    );
    found.sort(SORTS[this.#sort]);
    return this.#backwards ? found.reverse() : found;
  }

  #sum() {
    const necessity = this.claims.filter(({ kind }) => kind === "necessity");
    const stake = necessity.reduce((sum, { amount }) => sum + amount, 0);
    // A claim that needs two letters stands in two rows.
    const counts = { necessity: 0, denial: 0, other: 0 };
    for (const [{ kind }] of byClaim(this.claims)) counts[kind] += 1;
    return (
      `${counted(counts.necessity, "claim")} denied for medical necessity or what comes with it` +
      `${necessity.length ? `, ${dollars(stake)} at stake` : ""}; ${counts.denial.toLocaleString("en-US")} denied ` +
      `otherwise; ${counts.other.toLocaleString("en-US")} not denied.`
    );
  }

  /** @param {Claim} claim @param {string} part what tells it from the other rows of its claim */
  #row(claim, part) {
    const { fields, kind } = claim;
    const name = text(fields.patient_name) || "(no name)";
    const number = text(fields.claim_number) || claim.account;
    const called = `claim ${number} of ${name}${part && `: ${part}`}`;
    const $row = document.createElement("tr");
    $row.dataset.index = String(this.claims.indexOf(claim));
    $row.dataset.kind = kind;
    const $box = document.createElement("input");
    $box.type = "checkbox";
    $box.checked = this.selected.has(claim);
    $box.setAttribute("aria-label", `Select ${called}`);
    $box.addEventListener("change", () => this.#select([claim], $box.checked));
    const $write = document.createElement("button");
    $write.type = "button";
    $write.className = "m1-button";
    $write.textContent = "Write this letter";
    $write.setAttribute("aria-label", `Write this letter: ${called}`);
    $write.addEventListener("click", () => this.write(claim));
    const $name = document.createElement("th");
    $name.scope = "row";
    $name.append(element("span", name, "m1-list__name"), element("span", `Claim ${number}`, "m1-list__more"));
    const state = claim.taken ? "Letter taken" : claim.draft ? "Letter started" : "";
    if (state) $name.append(element("span", state, "m1-list__state"));
    $row.append(
      cell("", $box),
      $name,
      cell("Service", service(fields)),
      cell("Payer", text(fields.payer_name)),
      cell("Codes", codes(claim)),
      cell("At stake", kind === "other" ? "" : dollars(claim.amount)),
      cell("What to do", claim.title),
      cell("Last day", lastDay(claim)),
      cell("", $write),
    );
    return $row;
  }

  /** @param {Claim[]} claims @param {boolean} on */
  #select(claims, on) {
    for (const claim of claims) {
      if (on) this.selected.add(claim);
      else this.selected.delete(claim);
    }
    this.#markSelected();
  }

  /** @param {boolean} on */
  #selectAll(on) {
    this.#select(on ? this.#denied() : this.#found(), on);
    this.show();
  }

  /** What “all” means: a claim that was not denied has no letter. */
  #denied() {
    return this.#found().filter(({ kind }) => kind !== "other");
  }

  #markSelected() {
    const count = this.#found().filter((claim) => this.selected.has(claim)).length;
    const all = this.#denied().every((claim) => this.selected.has(claim));
    this.$all.checked = count > 0 && all;
    this.$all.indeterminate = count > 0 && !all;
    this.$root.dispatchEvent(new CustomEvent("m1-selected", { detail: count }));
  }

  #markSorted() {
    for (const $button of this.$root.querySelectorAll("[data-sort]")) {
      const sorted = $button.getAttribute("data-sort") === this.#sort;
      const $head = $button.closest("th");
      if (sorted) $head?.setAttribute("aria-sort", this.#backwards ? "descending" : "ascending");
      else $head?.removeAttribute("aria-sort");
    }
  }
}

/** @param {string} label what narrow screens show before it @param {string | Node} content */
function cell(label, content) {
  const $cell = document.createElement("td");
  $cell.dataset.label = label;
  $cell.append(content);
  if (!content) $cell.dataset.empty = "";
  return $cell;
}

/** @param {Claim["fields"]} fields */
function service(fields) {
  const days = [fields.service_date_from, fields.service_date_to].map(text).filter(Boolean).join(" to ");
  return [days, text(fields.procedure_codes)].filter(Boolean).join(", ");
}

/** @param {Claim} claim */
function codes({ fields }) {
  return [fields.denial_code, fields.remark_codes].map(text).filter(Boolean).join(", ");
}

/** @param {Claim} claim */
function lastDay({ day, days_left: left }) {
  if (left === null) return day;
  if (left < 0) return `${day}, passed`;
  return `${day}, ${left === 0 ? "today" : counted(left, "day")}${left ? " left" : ""}`;
}

/** @param {Claim} claim what is looked through for words */
function searched(claim) {
  const { fields } = claim;
  const parts = [fields.patient_name, fields.claim_number, fields.payer_name, fields.procedure_codes, codes(claim)];
  return [...parts.map(text), claim.account, claim.title, KINDS[claim.kind], claim.file].join(" ").toLowerCase();
}

/**
 * Put the rows of one claim of a remittance together: each letter that it needs is a row. A row of a
 * worklist has no place in its file, and is a claim of its own.
 *
 * @param {Claim[]} claims
 * @returns {Claim[][]}
 */
function byClaim(claims) {
  /** @type {Map<string | Claim, Claim[]>} */
  const found = new Map();
  for (const claim of claims) {
    const place = claim.segment ? JSON.stringify([claim.file, claim.segment, claim.account]) : claim;
    const rows = found.get(place);
    if (rows) rows.push(claim);
    else found.set(place, [claim]);
  }
  return [...found.values()];
}

/**
 * Say what tells a row from the other rows of its claim, as shortly as it can be said.
 *
 * @param {Claim} claim
 * @param {Claim[]} rows all of its claim
 */
function apart(claim, rows = []) {
  const ways = [
    (/** @type {Claim} */ { fields }) => text(fields.denial_code),
    codes,
    (/** @type {Claim} */ { fields }) => text(fields.procedure_codes),
    (/** @type {Claim} */ other) => [codes(other), text(other.fields.procedure_codes), other.title].filter(Boolean).join(", "),
  ];
  const way = ways.find((say) => rows.every((row) => row === claim || say(row) !== say(claim)));
  return rows.length > 1 ? (way ?? codes)(claim) : "";
}

/** @param {string | string[] | undefined} answer */
function text(answer) {
  return answer === undefined ? "" : String(answer);
}

/**
 * @param {(claim: Claim) => (string | number)[]} key
 * @returns {(a: Claim, b: Claim) => number}
 */
function by(key) {
  return (a, b) => {
    const [first, second] = [key(a), key(b)];
    const at = first.findIndex((value, index) => value !== second[index]);
    if (at < 0) return 0;
    return first[at] < second[at] ? -1 : 1;
  };
}
