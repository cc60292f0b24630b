/** The page that checks the codes of a claim before it goes out. */

import { CodeFinder, codeItem } from "./code_finder.js";
import { element, sources } from "./elements.js";
import { fillAnswer, readAnswers } from "./form.js";
import { noCodes } from "./tables.js";
import { startTool, Tool } from "./tool_page.js";

/** @typedef {import("./code_finder.js").Entry} Entry */
/** @typedef {import("./engine/client.js").Engine} Engine */
/** @typedef {import("./elements.js").Source} Source */

/** @typedef {object} Checked
 * @property {Entry[]} diagnoses
 * @property {{code: string, kind: string, message: string, offers: Entry[]}[]} findings
 * @property {{code: string, meaning: string, do: string, sources: Source[]}[]} modifiers
 * @property {{name: string, from: string, to: string} | null} release
 * @property {Coverage | null} coverage what Medicare's articles list; null where that table is not installed
 */

/** @typedef {object} Article
 * @property {string} label
 * @property {string} title
 * @property {string} address
 * @property {string[]} notes
 * @property {{listing: string, message: string}[]} diagnoses
 */

/** @typedef {object} Coverage
 * @property {string} day
 * @property {string} note
 * @property {{procedure: string, articles: Article[]}[]} found
 */

class Check extends Tool {
  /** @param {HTMLFormElement} $form @param {Engine | null} engine */
  constructor($form, engine) {
    super($form, engine, "check_codes");
    this.$result = this.part("result");
    this.$line = this.part("line");
    this.$title = this.part("title");
    this.$findings = this.part("findings");
    this.$release = this.part("release");
    const $finder = /** @type {HTMLElement} */ ($form.querySelector("[data-module=m1-finder]"));
    new CodeFinder($finder, this);
  }

  /** Put a code in the place of another. @param {string} old @param {string} code */
  #replace(old, code) {
    const codes = (readAnswers(this.$form).diagnosis_codes?.[0] ?? "").split(/[,;\s]+/).filter(Boolean);
    const plain = (/** @type {string} */ text) => text.replace(".", "").toUpperCase();
    fillAnswer(this.$form, "diagnosis_codes", codes.map((one) => (plain(one) === plain(old) ? code : one)).join(", "));
    this.refresh();
    /** @type {HTMLElement | null} */ (this.$form.querySelector("[name=diagnosis_codes]"))?.focus();
  }

  /** @override @param {Checked} checked */
  show({ diagnoses, findings, modifiers, coverage, release }) {
    this.$result.hidden = !diagnoses.length && !modifiers.length;
    const advice = findings.filter(({ kind }) => kind === "additional");
    const doubts = findings.filter((finding) => !advice.includes(finding));
    const count = doubts.length;
    const title = !release
      ? "The codes were not looked up"
      : count === 0 ? "Nothing to look at in these codes" : count === 1 ? "1 thing to look at" : `${count} things to look at`;
    if (this.$title.textContent !== title) this.$line.textContent = `${title}.`;
    this.$title.textContent = title;
    this.$result.dataset.door = count ? "shut" : "open";
    const $known = document.createElement("ul");
    $known.append(...diagnoses.filter(({ description }) => description).map(({ code, description }) => element("li", `${code}: ${description}`)));
    const $modifiers = modifiers.map(({ code, meaning, do: what, sources: found }) => {
      const $part = element("div", "", "m1-checklist__point");
      const $sources = document.createElement("ul");
      $sources.append(...sources(found));
      $part.append(element("p", `Modifier ${code}: ${meaning}. ${what}`), $sources);
      return $part;
    });
    this.$findings.replaceChildren(
      ...doubts.map((finding) => this.#finding(finding)),
      ...$modifiers,
      ...advice.map(({ message }) => element("p", message, "m1-checklist__source")),
      ...covered(coverage),
      ...($known.children.length ? [element("p", "What the codes say:", "m1-door__label"), $known] : []),
    );
    this.$release.textContent = release
      ? `${release.name}, for dates of service from ${release.from} to ${release.to}. All of this is advice: the record decides.`
      : noCodes(this.engine);
  }

  /** @param {Checked["findings"][number]} finding */
  #finding({ code, message, offers }) {
    const $part = element("div", "", "m1-checklist__point");
    $part.dataset.state = "better";
    $part.append(element("p", message));
    if (!offers.length) return $part;
    const $offers = element("ul", "", "m1-finder__found");
    $offers.append(...offers.map((entry) => codeItem(entry, (other) => this.#replace(code, other))));
    $part.append($offers);
    return $part;
  }
}

/** @param {Coverage | null} coverage */
function covered(coverage) {
  if (!coverage) {
    const text = "Whether Medicare's articles list these diagnoses is not known here: no coverage table is installed.";
    return [element("p", text, "m1-checklist__source")];
  }
  const $parts = coverage.found.flatMap(({ procedure, articles }) => {
    if (!articles.length) return [element("p", `${procedure}: no article in force names it.`)];
    return articles.map((article) => {
      const $part = element("div", "", "m1-checklist__point");
      if (article.diagnoses.some(({ listing }) => listing === "unlisted" || listing === "noncovered")) $part.dataset.state = "better";
      const $link = document.createElement("a");
      $link.href = article.address;
      $link.rel = "noreferrer";
      $link.textContent = article.title || article.label;
      const $label = element("p", `${procedure}: ${article.label}: `);
      $label.append($link);
      $part.append($label, ...[...article.notes, ...article.diagnoses.map(({ message }) => message)].map((text) => element("p", text)));
      return $part;
    });
  });
  const about = `From CMS's article download of ${coverage.day}. ${coverage.note}`;
  return [element("p", "What Medicare's articles list:", "m1-door__label"), ...$parts, element("p", about, "m1-checklist__source")];
}

startTool("m1-check-codes", Check);
