/** The page that checks an installation: runs one check after the other, says what each has found. */

import { files } from "./check/files.js";
import { cold, letter, snapshot, word } from "./check/engines.js";
import { keptHere } from "./check/kept.js";
import { fail } from "./check/outcome.js";
import { opened } from "./check/place.js";
import { policy, requests } from "./check/policy.js";
import { NAMES, report, summarize } from "./check/report.js";
import { Run } from "./check/run.js";
import { headers, transfer, types } from "./check/server.js";
import { stored } from "./check/stored.js";
import { copyText } from "./clipboard.js";

/** @typedef {import("./check/outcome.js").Outcome} Outcome */

/** What each line of the page asks for, by its `data-check`. @type {Record<string, (run: Run) => Outcome | Promise<Outcome>>} */
const CHECKS = {
  opened,
  policy,
  headers,
  snapshot,
  letter,
  word,
  files,
  types,
  transfer,
  cold,
  stored,
  kept: (run) => keptHere(() => run.list()),
  requests,
};

const RUNNING = "The checks are running. They fetch every file of the site once.";

class Check {
  #running = false;
  /** @type {[title: string, outcome: Outcome][]} */
  #outcomes = [];

  /** @param {HTMLElement} $root */
  constructor($root) {
    this.$root = $root;
    this.$summary = part($root, "[data-summary]");
    this.$run = part($root, "[data-run]");
    this.$copy = part($root, "[data-copy]");
    this.$note = part($root, "[data-note]");
    this.$report = /** @type {HTMLTextAreaElement} */ (part($root, "[data-report]"));
    this.$lines = /** @type {HTMLElement[]} */ ([...$root.querySelectorAll("[data-check]")]);
    this.$run.addEventListener("click", () => this.#runAll());
    this.$copy.addEventListener("click", () => this.#copy());
    part($root, "[data-tools]").hidden = false;
    this.$summary.textContent = "Not run yet.";
  }

  async #runAll() {
    if (this.#running) return;
    this.#running = true;
    this.#outcomes = [];
    this.$root.dataset.state = "running";
    this.$run.setAttribute("aria-disabled", "true");
    this.$copy.hidden = true;
    this.$report.hidden = true;
    this.$note.textContent = "";
    this.$summary.textContent = RUNNING;
    for (const $line of this.$lines) clear($line);
    const watch = new Watch();
    const run = new Run(new URL(this.$root.dataset.list ?? "", document.baseURI).href, () => watch.alive());
    const { stall, options } = run;
    const patience = stall + (options?.patience ?? 0);
    for (const $line of this.$lines) await this.#runOne($line, run, watch, patience);
    run.end();
    this.#finish();
  }

  /** @param {HTMLElement} $line @param {Run} run @param {Watch} watch @param {number} patience */
  async #runOne($line, run, watch, patience) {
    const check = CHECKS[$line.dataset.check ?? ""];
    if (!check) throw new TypeError(`there is no check ${$line.dataset.check}`);
    part($line, "[data-mark]").textContent = "Running";
    $line.dataset.state = "running";
    const outcome = await watch.over(patience, async () => check(run)).catch(stopped);
    show($line, outcome);
    this.#outcomes.push([part($line, "[data-title]").textContent ?? "", outcome]);
  }

  #finish() {
    const outcomes = this.#outcomes.map(([, outcome]) => outcome);
    const worst = ["fail", "less"].find((state) => outcomes.some((outcome) => outcome.state === state));
    this.$root.dataset.state = worst ?? "pass";
    this.$summary.textContent = summarize(outcomes);
    this.$run.removeAttribute("aria-disabled");
    this.$run.textContent = "Run the checks again";
    this.$copy.hidden = false;
    this.#running = false;
  }

  async #copy() {
    const text = report(this.$root.dataset.release ?? "", this.$summary.textContent ?? "", this.#outcomes);
    if (await copyText(text)) {
      this.$note.textContent = "Copied. Paste it where you need it.";
      return;
    }
    this.$note.textContent = "This browser does not allow copying. Copy the report from the box.";
    this.$report.hidden = false;
    this.$report.value = text;
    this.$report.select();
  }
}

/** Gives up a check of which nothing has been heard for a while. */
class Watch {
  /** @type {() => void} */
  alive = () => {};

  /**
   * @param {number} patience in seconds
   * @param {() => Promise<Outcome>} work
   * @returns {Promise<Outcome>}
   */
  over(patience, work) {
    return new Promise((resolve, reject) => {
      /** @type {ReturnType<typeof setTimeout> | undefined} */
      let timer;
      this.alive = () => {
        clearTimeout(timer);
        timer = setTimeout(() => resolve(gaveUp(patience)), patience * 1000);
      };
      this.alive();
      work().then(resolve, reject).finally(() => clearTimeout(timer));
    });
  }
}

/** @param {number} patience */
function gaveUp(patience) {
  return fail(`Not finished: nothing happened for ${patience} seconds.`, "Reload the page and run the checks again.");
}

/** @param {unknown} error @returns {Outcome} */
function stopped(error) {
  const name = error instanceof Error ? error.name : "unknown";
  return fail(`The check itself stopped (${name}).`, "Reload the page and run the checks again. If it stays so, tell who built the site.");
}

/** @param {HTMLElement} $line */
function clear($line) {
  delete $line.dataset.state;
  part($line, "[data-what]").hidden = false;
  for (const name of ["mark", "result", "mend"]) part($line, `[data-${name}]`).textContent = "";
}

/** @param {HTMLElement} $line @param {Outcome} outcome */
function show($line, { state, text, mend }) {
  $line.dataset.state = state;
  // What was looked for gives way to what was found.
  part($line, "[data-what]").hidden = true;
  part($line, "[data-mark]").textContent = NAMES[state];
  part($line, "[data-result]").textContent = text;
  part($line, "[data-mend]").textContent = mend && `What to do: ${mend}`;
}

/** @param {HTMLElement} $root @param {string} selector @returns {HTMLElement} */
function part($root, selector) {
  const $part = $root.querySelector(selector);
  if (!($part instanceof HTMLElement)) throw new TypeError(`the page has no ${selector}`);
  return $part;
}

new Check(part(document.body, "[data-module=m1-check]"));
