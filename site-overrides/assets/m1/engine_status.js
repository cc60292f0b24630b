/** Says what the engine is doing, in words, once for each stage; and what to do when it fails. */

import { missingTables } from "./tables.js";

/** @typedef {import("./engine/client.js").Engine} Engine */

const STAGES = {
  fetching: "Loading the letter writer. You can type already.",
  "fetching another way": "Loading the letter writer another way, which takes longer. You can type already.",
  starting: "Starting the letter writer. You can type already.",
  ready: "The letter writer is ready. The letter follows what you type.",
  complete: "Everything is loaded. Nothing you type can leave this page.",
};

const KEPT = "What you typed is still here. Until the letter writer works, fill in the blank letter by hand.";
const TOO_OLD = "This browser is too old for the letter writer. Open this page in a current Edge, Chrome or Firefox.";
const COPY_AGAIN = "tell your IT: the whole site folder has to be copied to the server again.";

/** What happened and what to do, by the reason the engine gives. Trying again may help in some cases. */
const FAILURES = {
  "no-worker": "This browser does not run the letter writer. Open this page in a current Edge, Chrome or Firefox.",
  "no-modules": TOO_OLD,
  "no-decompression": TOO_OLD,
  "no-wasm":
    "WebAssembly is switched off in this browser, or the browser is too old for the letter writer. " +
    "Open this page in a current Edge, Chrome or Firefox, or ask your IT to allow WebAssembly for this site.",
  "not-built": "This copy of the site was built without the letter writer. Ask your IT to build it with “make build”.",
};

/** The same for what may go well another time. */
const PASSING = {
  "network": "The connection to the server broke while the letter writer was loaded. Check it, then try again.",
  "timeout": "The letter writer did not arrive: the server sends nothing more. Check your connection, then try again.",
  "refused": "The server refused to send a file of the letter writer. Try again in a minute. If it still refuses, tell your IT.",
  "web-page":
    "The server sent a web page in place of a file of the letter writer. If your network asks you to sign in, " +
    `do so in another tab, then try again. If not, ${COPY_AGAIN}`,
  "file-missing": `A file of the letter writer is missing on the server. Try again. If it stays missing, ${COPY_AGAIN}`,
  "corrupt": `A file of the letter writer arrived damaged. Try again. If it stays damaged, ${COPY_AGAIN}`,
  "not-started":
    "The letter writer did not start. Close what else is open in this browser, then try again. " +
    "If that does not help, use another computer or tell your IT.",
  "stopped": "The letter writer stopped, and the letter no longer follows what you type. Try again: it starts anew.",
};

export class EngineStatus {
  /**
   * @param {HTMLElement} $root
   * @param {Engine | null} engine
   * @param {() => void} again starts it again
   * @param {Promise<unknown>} copied kept when the page fetches nothing more for itself
   */
  constructor($root, engine, again, copied) {
    this.$root = $root;
    this.$text = /** @type {HTMLElement} */ ($root.querySelector("[role=status]"));
    this.$bar = /** @type {HTMLProgressElement} */ ($root.querySelector("progress"));
    this.$help = /** @type {HTMLElement} */ ($root.querySelector("[data-help]"));
    this.$again = /** @type {HTMLElement} */ ($root.querySelector("[data-again]"));
    this.$again.addEventListener("click", () => {
      // The button goes, and the focus must not go with it.
      this.$text.focus();
      again();
    });
    if (!engine) {
      this.#fail("not-built", "");
      return;
    }
    for (const stage of /** @type {const} */ (["fetching", "starting", "ready"])) {
      engine.addEventListener(stage, (event) => this.#enter(stage, /** @type {CustomEvent} */ (event).detail));
    }
    engine.addEventListener("complete", async (event) => {
      await copied;
      if (engine.state !== "ready") return;
      this.#enter("complete", /** @type {CustomEvent} */ (event).detail, missingTables(engine));
    });
    engine.addEventListener("failed", (event) => {
      const { reason, file } = /** @type {CustomEvent} */ (event).detail;
      this.#fail(reason, file);
    });
  }

  /**
   * @param {"fetching" | "starting" | "ready" | "complete"} stage
   * @param {{way: string, loaded?: number, total?: number}} detail
   * @param {string[]} [more] sentences to add
   */
  #enter(stage, { way, loaded = 0, total = 0 }, more = []) {
    this.$root.dataset.stage = stage;
    this.$help.hidden = true;
    this.$bar.hidden = stage !== "fetching";
    this.$bar.value = total ? (100 * loaded) / total : 0;
    if (stage === "fetching" && way === "cold") this.#say(STAGES["fetching another way"]);
    else this.#say([STAGES[stage], ...more].join(" "));
  }

  /** @param {string} reason @param {string} file */
  #fail(reason, file) {
    const passing = reason in PASSING;
    const what = { ...FAILURES, ...PASSING }[/** @type {keyof typeof PASSING} */ (reason)];
    this.$root.dataset.stage = "failed";
    this.$bar.hidden = true;
    this.$help.hidden = false;
    this.$again.hidden = !passing;
    this.#say([what, file && `The file is ${file}.`, KEPT].filter(Boolean).join(" "));
  }

  /** @param {string} text said once, however often the stage reports */
  #say(text) {
    if (this.$text.textContent !== text) this.$text.textContent = text;
  }
}
