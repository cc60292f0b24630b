/** The outcome as a text that can be sent to somebody: nothing that anybody has typed is in it. */

/** @typedef {import("./outcome.js").Outcome} Outcome */

/** What a state is called. */
export const NAMES = { pass: "Passed", less: "Works, with less", fail: "Failed" };

/**
 * @param {string} release which copy it is
 * @param {string} summary
 * @param {[title: string, outcome: Outcome][]} outcomes
 */
export function report(release, summary, outcomes) {
  const lines = outcomes.flatMap(([title, { state, text, mend }]) => [
    "",
    `${NAMES[state]}: ${title}`,
    text,
    ...(mend ? [`What to do: ${mend}`] : []),
  ]);
  const { origin, pathname } = location;
  const address = location.protocol === "file:" ? "a disk" : origin + pathname;
  const heading = [release, `Checked ${new Date().toISOString().slice(0, 16).replace("T", " ")} UTC at ${address}`];
  return [...heading, `Browser: ${navigator.userAgent}`, "", summary, ...lines, ""].join("\n");
}

/** @param {Outcome[]} outcomes */
export function summarize(outcomes) {
  const count = (/** @type {string} */ wanted) => outcomes.filter(({ state }) => state === wanted).length;
  const [failed, limited] = [count("fail"), count("less")];
  if (failed) return `${failed} of ${outcomes.length} checks failed. Each says below what to do.`;
  if (!limited) return `All ${outcomes.length} checks passed.`;
  return `Nothing is broken. ${count("pass")} of ${outcomes.length} checks passed, ${limited} ${limited === 1 ? "works" : "work"} with less.`;
}
