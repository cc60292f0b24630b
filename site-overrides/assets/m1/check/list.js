/** Reads `copy.js`: which files the site on the server consists of. */

/** @typedef {[bytes: number, sha256: string, kept: 0 | 1]} Listed */
/** @typedef {{version: string, files: Record<string, Listed>, text: string}} List `text`: the file as it came */

/**
 * @param {string} address
 * @returns {Promise<List | null>} nothing where it is missing or something else
 */
export async function readList(address) {
  try {
    const response = await fetch(address, { cache: "no-store", signal: AbortSignal.timeout(60_000) });
    const text = await response.text();
    const [, json] = /^self\.m1Copy = (\{[^]*\});\n$/.exec(text) ?? [];
    return { ...JSON.parse(json), text };
  } catch {
    return null;
  }
}
