/** One run of the checks: what they share, and what one leaves for the next. */

import { engineOptions } from "../engine/options.js";
import { ask } from "./ask.js";
import { readList } from "./list.js";

/** @typedef {import("../engine/client.js").Engine} Engine */
/** @typedef {import("./list.js").List} List */
/** @typedef {{fields: Record<string, string>, today: string, text: string}} Example */

export class Run {
  /** @type {Promise<List | null> | undefined} */
  #list;
  /** How the server sends each file that came, by path. @type {Map<string, Headers>} */
  replies = new Map();
  /** The engine that runs, for the checks that need one. @type {Engine | null} */
  engine = null;
  options = engineOptions();
  /** Nothing can be fetched from a disk. */
  disk = location.protocol === "file:";

  /**
   * @param {string} address the address of the list of files
   * @param {() => void} alive called whenever something goes on
   */
  constructor(address, alive) {
    this.address = address;
    this.alive = alive;
    this.stall = this.options?.stall ?? 60;
    /** @type {Example} */
    this.example = JSON.parse(document.getElementById("m1-example")?.textContent ?? "");
  }

  /** @returns {Promise<List | null>} the files of this copy; nothing where the list is missing or another */
  list() {
    this.#list ??= this.disk ? Promise.resolve(null) : readList(this.address);
    return this.#list;
  }

  /** @param {string} path */
  ask(path) {
    return ask(new URL(path, this.address), this.stall, this.alive);
  }

  end() {
    this.engine?.stop();
    this.engine = null;
  }
}
