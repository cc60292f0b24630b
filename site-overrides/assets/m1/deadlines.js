/** The page that counts a last day. */

import { sources } from "./elements.js";
import { dayLine, LastDay } from "./last_day.js";
import { startTool, Tool } from "./tool_page.js";

/** @typedef {import("./engine/client.js").Engine} Engine */

class Count extends Tool {
  /** @param {HTMLFormElement} $form @param {Engine | null} engine */
  constructor($form, engine) {
    super($form, engine, "deadline");
    this.$route = /** @type {HTMLSelectElement} */ ($form.querySelector("select"));
    this.$result = this.part("result");
    this.$line = this.part("line");
    this.$sources = this.part("sources");
    this.lastDay = new LastDay(this.part("last-day"), this);
  }

  /** @override */
  more() {
    return { route: this.$route.value };
  }

  /** @override @param {any} json */
  show({ deadline }) {
    this.$result.hidden = false;
    this.$result.classList.toggle("m1-door--late", deadline.late);
    this.lastDay.show(deadline);
    const line = `${dayLine(deadline)}.`;
    if (this.$line.textContent !== line) this.$line.textContent = line;
    this.$sources.replaceChildren(...sources(deadline.sources));
  }
}

startTool("m1-count", Count);
