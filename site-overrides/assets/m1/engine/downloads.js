/**
 * Brings the engine's files, counts what arrives, and makes sure that each is whole.
 *
 * A file's size is known beforehand, and what is packed has a checksum of its own; which type the
 * server calls a file does not matter. Scripts come the same way, as blobs: an `import` of an address
 * would say neither how far it is nor why it failed. A download has failed when nothing at all has
 * arrived for a while, however long the whole takes.
 */

/** @import { Boot, BundleFile } from "./messages" */

/** @typedef {(address: URL, init: RequestInit) => Promise<Response>} Open how a file is asked for */

/** How often progress is told at most, in milliseconds. */
const PACE = 100;

/** What stops the start, in a word for the page, and the file's name where it is one file's fault. */
export class BootError extends Error {
  /** @param {string} reason @param {string} file */
  constructor(reason, file) {
    super(reason);
    this.reason = reason;
    this.file = file;
  }
}

export class Downloads {
  #abort = new AbortController();
  /** @type {Set<string>} */
  #arriving = new Set();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #loaded = 0;
  #total = 0;
  #told = 0;

  /** @param {Boot} boot @param {Open} open @param {(loaded: number, total: number) => void} tell */
  constructor({ base, stall, fresh }, open, tell) {
    this.base = base;
    this.stall = stall;
    /** @type {RequestCache} A start after a failure takes nothing from a cache that may be at fault. */
    this.cache = fresh ? "reload" : "default";
    this.open = open;
    this.tell = tell;
  }

  /** @param {BundleFile} file @returns {Promise<ArrayBuffer>} */
  bytes(file) {
    return this.#read(file, (stream) => new Response(stream).arrayBuffer());
  }

  /** @param {BundleFile} file @returns {Promise<ArrayBuffer>} */
  unpacked(file) {
    return this.#read(file, (stream) => new Response(unpack(stream)).arrayBuffer());
  }

  /** @template T @param {BundleFile} file @returns {Promise<T>} */
  json(file) {
    return this.#read(file, (stream) => new Response(stream).json());
  }

  /** Compile WebAssembly while it arrives. @param {BundleFile} file */
  wasm(file) {
    const headers = { "content-type": "application/wasm" };
    return this.#read(file, (stream) =>
      WebAssembly.compileStreaming(new Response(unpack(stream), { headers })),
    );
  }

  /** @template T @param {BundleFile} file @returns {Promise<T>} */
  async module(file) {
    // On a disk the worker began with it.
    const [role] = file.name.split(".");
    const here = /** @type {{m1Scripts?: Record<string, T>}} */ (self).m1Scripts?.[role];
    if (here) return here;
    return this.#read(file, async (stream) => {
      const source = new Blob([await new Response(unpack(stream)).arrayBuffer()], { type: "text/javascript" });
      const url = URL.createObjectURL(source);
      return import(url).finally(() => URL.revokeObjectURL(url));
    });
  }

  /**
   * Read a file with `use`. Raises `BootError`, whatever goes wrong.
   *
   * @template T
   * @param {BundleFile} file
   * @param {(stream: ReadableStream<Uint8Array<ArrayBuffer>>) => Promise<T>} use
   */
  async #read(file, use) {
    this.#total += file.bytes;
    this.#arriving.add(file.name);
    this.#arrived(0);
    const pieces = this.#pieces(file);
    /** @type {BootError | undefined} */
    let fault;
    const stream = new ReadableStream({
      async pull(controller) {
        const piece = await pieces.next().catch((error) => {
          fault = error instanceof BootError ? error : new BootError("network", file.name);
          throw fault;
        });
        // Both fail where `use` has given up the stream, which is no fault of the network.
        if (piece.done) controller.close();
        else controller.enqueue(piece.value);
      },
    });
    try {
      return await use(stream);
    } catch {
      throw fault ?? new BootError("corrupt", file.name);
    }
  }

  /** @param {BundleFile} file @returns {AsyncGenerator<Uint8Array<ArrayBuffer>, void>} */
  async *#pieces(file) {
    let got = 0;
    const { signal } = this.#abort;
    try {
      const { open } = this; // `fetch` must not be called as a method
      const response = await open(new URL(file.name, this.base), { signal, cache: this.cache });
      const reason = refusal(response);
      if (reason) throw new BootError(reason, file.name);
      const reader = response.body?.getReader();
      for (let piece; (piece = await reader?.read())?.value; ) {
        got += piece.value.byteLength;
        this.#arrived(piece.value.byteLength);
        yield piece.value;
      }
    } catch (error) {
      throw signal.aborted ? signal.reason : error;
    }
    if (got !== file.bytes) throw new BootError("corrupt", file.name);
    this.#arriving.delete(file.name);
    this.#arrived(0);
  }

  /** Something arrived: tell it, and wait as long again for the next. @param {number} bytes */
  #arrived(bytes) {
    this.#loaded += bytes;
    clearTimeout(this.#timer);
    if (this.#arriving.size) this.#timer = setTimeout(() => this.#stalled(), this.stall);
    const now = performance.now();
    if (!bytes || (now - this.#told < PACE && this.#loaded < this.#total)) return;
    this.#told = now;
    this.tell(this.#loaded, this.#total);
  }

  #stalled() {
    const [file = "", ...others] = this.#arriving;
    this.#abort.abort(new BootError("timeout", others.length ? "" : file));
  }
}

/** @param {ReadableStream<Uint8Array<ArrayBuffer>>} stream */
function unpack(stream) {
  return stream.pipeThrough(new DecompressionStream("gzip"));
}

/** @param {Response} response @returns {string | null} why its content is not worth reading */
function refusal({ ok, status, headers }) {
  if (status === 404 || status === 410) return "file-missing";
  if (!ok) return "refused";
  // A sign-in page, or the page that some servers send for whatever they do not have.
  return headers.get("content-type")?.includes("text/html") ? "web-page" : null;
}
