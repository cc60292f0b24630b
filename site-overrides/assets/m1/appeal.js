/** The page of the form: starts the engine and mounts what the page holds. */

import { Checklist, Door } from "./advice.js";
import { CaseFile } from "./case/case_file.js";
import { Clear } from "./clear.js";
import { Clock } from "./clock.js";
import { Claims } from "./claims/claims.js";
import { CodeFinder } from "./code_finder.js";
import { Desk } from "./desk.js";
import { Engine } from "./engine/client.js";
import { engineOptions } from "./engine/options.js";
import { EngineStatus } from "./engine_status.js";
import { Evidence } from "./evidence/evidence.js";
import { keepCopyAfter } from "./offline/copy.js";
import { Outputs } from "./outputs.js";
import { Packet } from "./packet/packet.js";
import { Payers, Remember, Signers, Suggestions } from "./practice.js";

/** The components by the `data-module` that asks for them, in the order of mounting. */
const components = {
  "m1-remember": Remember,
  "m1-payers": Payers,
  "m1-outputs": Outputs,
  "m1-clear": Clear,
  "m1-clock": Clock,
  "m1-door": Door,
  "m1-checklist": Checklist,
  "m1-packet": Packet,
  "m1-evidence": Evidence,
  "m1-case": CaseFile,
  "m1-claims": Claims,
};

// The theme says so too, if its script arrives.
document.documentElement.classList.remove("no-js");
const engine = startEngine();
const desk = new Desk(query("[data-module=m1-desk]"), engine);
new EngineStatus(query("[data-module=m1-engine-status]"), engine, start, keepCopyAfter(engine));
for (const [name, Component] of Object.entries(components)) {
  for (const $root of document.querySelectorAll(`[data-module=${name}]`)) {
    if ($root instanceof HTMLElement) new Component($root, desk);
  }
}
for (const $root of document.querySelectorAll("[data-suggestions]")) {
  if ($root instanceof HTMLElement) new Suggestions($root, desk);
}
for (const $root of document.querySelectorAll("[data-module=m1-finder]")) {
  if ($root instanceof HTMLElement) new CodeFinder($root, desk);
}
new Signers(desk);
start();

// The tables come last; what was typed before is looked up then.
engine?.addEventListener("complete", () => desk.refresh());

function start() {
  engine?.start();
  desk.refresh();
}

/**
 * @param {string} selector
 * @returns {HTMLElement}
 */
function query(selector) {
  const $element = document.querySelector(selector);
  if (!($element instanceof HTMLElement)) throw new TypeError(`the page has no ${selector}`);
  return $element;
}

/** @returns {Engine | null} null where the site was built without an engine */
function startEngine() {
  const options = engineOptions();
  return options && new Engine(options);
}
