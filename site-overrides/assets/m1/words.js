/** Numbers and amounts in words. */

const DOLLARS = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });

/** @param {number} number @param {string} what one of them: "1 page", "1,200 pages" */
export function counted(number, what) {
  return `${number.toLocaleString("en-US")} ${what}${number === 1 ? "" : "s"}`;
}

/** @param {number} cents */
export function dollars(cents) {
  return DOLLARS.format(cents / 100);
}

/** @param {number} bytes */
export function size(bytes) {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000)).toLocaleString("en-US")} kB`;
  return `${(bytes / 1_000_000).toLocaleString("en-US", { maximumFractionDigits: 1 })} MB`;
}
