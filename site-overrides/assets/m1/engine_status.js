/** Says what the engine is doing, in words, once for each stage. */

/** @typedef {import("./engine/client.js").Engine} Engine */

const STAGES = {
  fetching: "Loading the letter writer. You can type already.",
  starting: "Starting the letter writer. You can type already.",
  ready: "The letter writer is ready. The letter follows what you type.",
  complete: "Everything is loaded. Nothing you type can leave this page.",
};

const KEPT = "What you typed is still here. Until it works, use the blank letter on this page.";

/** What happened and what to do, by the reason the engine gives. */
const FAILURES = {
  "no-worker": "This browser does not run background scripts. Use a current Edge, Chrome or Firefox.",
  "no-module-worker": "This browser is too old for the letter writer. Use a current Edge, Chrome or Firefox.",
  "no-decompression": "This browser is too old for the letter writer. Use a current Edge, Chrome or Firefox.",
  "no-wasm": "WebAssembly is switched off in this browser, perhaps by a policy. Ask your IT to allow it for this site.",
  "file-missing": "A file of the letter writer is missing on the server. Ask your IT to copy the whole site folder again.",
  "wrong-type": "The server sends a file of the letter writer as the wrong type. Ask your IT to see the hosting notes.",
  "corrupt": "A file of the letter writer is damaged. Reload the page; if it stays, ask your IT to copy the site folder again.",
  "timeout": "The letter writer did not arrive in time. Check the network and reload the page when nothing typed can be lost.",
  "crashed": "The letter writer stopped. Copy what you typed if you need it, then reload the page.",
  "not-built": "This copy of the site was built without the letter writer. Ask your IT to build it with “make build”.",
};

export class EngineStatus {
  /** @param {HTMLElement} $root @param {Engine | null} engine */
  constructor($root, engine) {
    this.$root = $root;
    this.$text = /** @type {HTMLElement} */ ($root.querySelector("[role=status]"));
    this.$bar = /** @type {HTMLProgressElement} */ ($root.querySelector("progress"));
    $root.hidden = false;
    if (!engine) {
      this.#fail("not-built", "");
      return;
    }
    this.#say(STAGES.fetching);
    for (const stage of /** @type {const} */ (["fetching", "starting", "ready", "complete"])) {
      engine.addEventListener(stage, (event) => this.#enter(stage, event));
    }
    engine.addEventListener("failed", (event) => {
      const { reason, file } = /** @type {CustomEvent} */ (event).detail;
      this.#fail(reason, file ?? "");
    });
  }

  /** @param {keyof typeof STAGES} stage @param {Event} event */
  #enter(stage, event) {
    this.$root.dataset.stage = stage;
    this.#say(STAGES[stage]);
    this.$bar.hidden = stage !== "fetching";
    const { loaded = 0, total = 0 } = /** @type {CustomEvent} */ (event).detail ?? {};
    if (stage === "fetching" && total) this.$bar.value = (100 * loaded) / total;
  }

  /** @param {string} reason @param {string} file */
  #fail(reason, file) {
    this.$root.dataset.stage = "failed";
    this.$bar.hidden = true;
    const what = FAILURES[/** @type {keyof typeof FAILURES} */ (reason)] ?? FAILURES.crashed;
    this.#say([what, file && `The file is ${file}.`, KEPT].filter(Boolean).join(" "));
  }

  /** @param {string} text said once, however often the stage reports */
  #say(text) {
    if (this.$text.textContent !== text) this.$text.textContent = text;
  }
}
