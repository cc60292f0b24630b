// The product's own engine with nothing around it, to time calls one after another. A time is that of
// the whole round: out to the worker, through Python, and back.

import { Engine } from "../../../site-overrides/assets/m1/engine/client.js";

const { engine: where } = globalThis.bench;
const engine = new Engine(where);
const complete = new Promise((resolve, reject) => {
  engine.addEventListener("complete", resolve);
  engine.addEventListener("failed", ({ detail }) => reject(new Error(`${detail.reason} ${detail.file}`)));
});
engine.start();

/** Give the milliseconds of each call. */
globalThis.timeCalls = async (call, payloads) => {
  await complete;
  const times = [];
  for (const payload of payloads) {
    const start = performance.now();
    await engine.call(call, payload);
    times.push(performance.now() - start);
  }
  return times;
};
