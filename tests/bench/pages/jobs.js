// The product's own engine with its library and nothing around it, to time jobs one after another. A
// time is that of the whole: from the asking until all that the job gives has come to the page.

import { Engine } from "../../../site-overrides/assets/m1/engine/client.js";

// The worker's script begins with this, so that it can be asked how much memory its Python has. Such
// memory never shrinks: after a job it is the most that was needed so far.
const tellMemory = `{
  const { instantiate } = WebAssembly;
  const channel = new BroadcastChannel("memory");
  let memory;
  WebAssembly.instantiate = async (...given) => {
    const made = await instantiate(...given);
    memory = made.exports?.memory ?? memory;
    return made;
  };
  channel.onmessage = () => channel.postMessage(memory.buffer.byteLength);
}\n`;

const engine = new Engine({ ...globalThis.bench.engine, library: true });
const complete = new Promise((resolve, reject) => {
  engine.addEventListener("complete", resolve);
  for (const type of ["table", "failed"]) {
    engine.addEventListener(type, ({ detail: { reason, file } }) => {
      if (reason) reject(new Error(`${reason} ${file}`));
    });
  }
});
const { Blob } = globalThis;
globalThis.Blob = class extends Blob {
  constructor(parts, options) {
    super([tellMemory, ...parts], options);
  }
};
engine.start();
globalThis.Blob = Blob;

/** Wait until nothing more is loaded; give the bytes of Python's memory. */
globalThis.whenComplete = async () => {
  await complete;
  return memory();
};

/** Do a job with the files of some addresses; give the milliseconds and what came of it. */
globalThis.timeJob = async (job, payload, addresses) => {
  const json = JSON.parse(payload);
  const files = await Promise.all(
    addresses.map(async (address) => new Uint8Array(await (await fetch(address)).arrayBuffer())),
  );
  const claims = [];
  const pieces = [];
  const hear = (part, bytes) => {
    claims.push(...(part.claims ?? []));
    pieces.push(bytes);
  };
  const start = performance.now();
  const answer = await engine.work(job, json, files, { hear });
  const time = performance.now() - start;
  pieces.push(answer.bytes);
  const bytes = pieces.reduce((sum, piece) => sum + piece.length, 0);
  return { time, answer: answer.json, claims: claims.length, bytes, memory: await memory() };
};

function memory() {
  const channel = new BroadcastChannel("memory");
  return new Promise((resolve) => {
    channel.onmessage = ({ data }) => {
      channel.close();
      resolve(data);
    };
    channel.postMessage("");
  });
}
