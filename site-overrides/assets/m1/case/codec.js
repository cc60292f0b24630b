/**
 * The bytes of a case file, and back. What is in one is said in docs/contributing/case-file.md.
 *
 * It begins with eight fixed bytes and the length of a header, which is JSON: how the rest is
 * protected. The rest, the body, is JSON again and then the attachments, one after another. With a
 * passphrase the body is encrypted, and the header cannot be altered unnoticed either. Any bytes that
 * are read end in a case or in a `CaseError`.
 */

/** How a case file begins. The line break shows whether it was carried as text. */
const MAGIC = new TextEncoder().encode("M1CASE\r\n");
const VERSION = 2;
/** PBKDF2-SHA-256, as OWASP advises it for passwords; about half a second on an office computer. */
const ITERATIONS = 600_000;
/** More rounds than this are no protection but a way to stop the page. */
const MOST_ITERATIONS = 10_000_000;
const LONGEST_HEADER = 4096;
/** In bytes: more than a browser can hold twice. */
const LARGEST = 400_000_000;

/** What each version lacks that the next one has; the first is that of version 1. */
const MIGRATIONS = /** @type {((content: any) => any)[]} */ ([withEvidence]);

/** Why a case file cannot be used or made, in words for the page. */
export class CaseError extends Error {}

/**
 * @typedef {object} Case
 * @property {any} content what becomes JSON
 * @property {Uint8Array<ArrayBuffer>[]} files the attachments
 */

/** Whether this browser can protect a file here: over plain http none does. */
export function canProtect() {
  return Boolean(globalThis.crypto?.subtle);
}

/**
 * @param {Case} whole
 * @param {string} passphrase nothing for a file that is not protected
 * @param {(bytes: Uint8Array) => Promise<string>} digest the SHA-256 of bytes, in hex
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function encode({ content, files }, passphrase, digest) {
  const json = new TextEncoder().encode(JSON.stringify({ ...content, files: files.map(({ length }) => length) }));
  if (files.reduce((sum, file) => sum + file.length, json.length) > LARGEST - LONGEST_HEADER) {
    throw new CaseError("Nothing was saved: no page could open so large a case. Take exhibits off, or save it without them.");
  }
  const body = join([length(json), json, ...files]);
  if (!passphrase) {
    return wrap({ version: VERSION, protection: "none", bytes: body.length, sha256: await digest(body) }, body);
  }
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const header = {
    version: VERSION,
    protection: "AES-256-GCM",
    kdf: "PBKDF2-SHA-256",
    iterations: ITERATIONS,
    salt: hex(salt),
    iv: hex(iv),
    bytes: body.length + 16,
  };
  const head = new TextEncoder().encode(JSON.stringify(header));
  const key = await keyOf(passphrase, salt, ITERATIONS, "encrypt");
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: head }, key, body);
  return wrap(header, new Uint8Array(sealed));
}

/**
 * Read the beginning of a file.
 *
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @returns {{header: any, head: Uint8Array<ArrayBuffer>, body: Uint8Array<ArrayBuffer>}}
 */
export function open(bytes) {
  if (!MAGIC.every((byte, index) => bytes[index] === byte)) {
    throw new CaseError("This is no case file. Choose one that was saved here; its name ends in .m1case.");
  }
  if (bytes.length > LARGEST) throw new CaseError("This case file is larger than this page can open.");
  const size = bytes.length >= 12 ? new DataView(bytes.buffer, bytes.byteOffset).getUint32(8, true) : 0;
  if (!size || size > LONGEST_HEADER || bytes.length < 12 + size) throw damaged();
  const head = bytes.slice(12, 12 + size);
  const header = parse(head);
  if (typeof header !== "object" || header === null || !Number.isInteger(header.version) || header.version < 1) throw damaged();
  if (header.version > VERSION) {
    throw new CaseError("This case file is of a newer version of this site. Open it there, or ask your IT for the newer version.");
  }
  const body = bytes.slice(12 + size);
  if (!Number.isInteger(header.bytes) || body.length !== header.bytes) {
    throw new CaseError("This case file is not whole: it was cut off or added to. Use another copy of it.");
  }
  return { header, head, body };
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {string} passphrase
 * @param {(bytes: Uint8Array) => Promise<string>} digest
 * @returns {Promise<Case>}
 */
export async function decode(bytes, passphrase, digest) {
  const { header, head, body } = open(bytes);
  if (header.protection === "none") {
    if ((await digest(body)) !== header.sha256) {
      throw new CaseError("This case file was altered or damaged. Use another copy of it.");
    }
    return unpack(body, header.version);
  }
  return unpack(await unseal(header, head, body, passphrase), header.version);
}

/**
 * @param {any} header
 * @param {Uint8Array<ArrayBuffer>} head
 * @param {Uint8Array<ArrayBuffer>} body
 * @param {string} passphrase
 */
async function unseal(header, head, body, passphrase) {
  const { protection, kdf, iterations } = header;
  const [salt, iv] = [header.salt, header.iv].map(unhex);
  const known = protection === "AES-256-GCM" && kdf === "PBKDF2-SHA-256" && salt?.length === 16 && iv?.length === 12;
  if (!known || !Number.isInteger(iterations) || iterations < 1 || iterations > MOST_ITERATIONS) throw damaged();
  if (!canProtect()) {
    throw new CaseError("This case file is protected, and this browser opens protected files only over https. Ask your IT for https.");
  }
  if (!passphrase) throw new CaseError("Enter the passphrase of this case file.");
  const key = await keyOf(passphrase, salt, iterations, "decrypt");
  try {
    return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: head }, key, body));
  } catch {
    throw new CaseError("The passphrase does not open this case file, or the file was altered. Type it again; mind capitals.");
  }
}

/**
 * @param {Uint8Array<ArrayBuffer>} body
 * @param {number} version
 * @returns {Case}
 */
function unpack(body, version) {
  const size = body.length >= 4 ? new DataView(body.buffer, body.byteOffset).getUint32(0, true) : body.length;
  if (body.length < 4 + size) throw damaged();
  let content = parse(body.subarray(4, 4 + size));
  if (typeof content !== "object" || content === null || !Array.isArray(content.files)) throw damaged();
  for (const migrate of MIGRATIONS.slice(version - 1)) content = migrate(content);
  const files = [];
  let from = 4 + size;
  for (const length of content.files) {
    if (!Number.isInteger(length) || length < 0 || from + length > body.length) throw damaged();
    files.push(body.slice(from, from + length));
    from += length;
  }
  if (from !== body.length) throw damaged();
  return { content, files };
}

function damaged() {
  return new CaseError("This case file is damaged. Use another copy of it.");
}

/** @param {Uint8Array} bytes */
function parse(bytes) {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw damaged();
  }
}

/** @param {object} header @param {Uint8Array<ArrayBuffer>} body */
function wrap(header, body) {
  const head = new TextEncoder().encode(JSON.stringify(header));
  return join([MAGIC, length(head), head, body]);
}

/** @param {Uint8Array} bytes */
function length(bytes) {
  const four = new Uint8Array(4);
  new DataView(four.buffer).setUint32(0, bytes.length, true);
  return four;
}

/** @param {Uint8Array[]} parts */
function join(parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/**
 * @param {string} passphrase
 * @param {BufferSource} salt
 * @param {number} iterations
 * @param {KeyUsage} use
 */
async function keyOf(passphrase, salt, iterations, use) {
  // However a keyboard writes an accent, it is the same passphrase.
  const typed = new TextEncoder().encode(passphrase.normalize("NFC"));
  const base = await crypto.subtle.importKey("raw", typed, "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
  return crypto.subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 }, false, [use]);
}

/** @param {Uint8Array} bytes */
function hex(bytes) {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {unknown} text @returns {Uint8Array<ArrayBuffer> | null} */
function unhex(text) {
  if (typeof text !== "string" || !/^([0-9a-f]{2}){1,64}$/.test(text)) return null;
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** Version 1 had no evidence. @param {any} content */
function withEvidence(content) {
  const evidence = { form: "criteria", criteria: [], quotations: [] };
  const letter = (/** @type {any} */ one) => one && { ...one, evidence };
  const claims = Array.isArray(content.claims) ? content.claims : [];
  return {
    ...content,
    letter: letter(content.letter),
    claims: claims.map((/** @type {any} */ claim) => (claim?.draft ? { ...claim, draft: letter(claim.draft) } : claim)),
  };
}
