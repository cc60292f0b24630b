/** The day on the user's clock, and what to say where the clock is plainly wrong. */

/** Across time zones, the day on which the site was built may not have come yet. In milliseconds. */
const SLACK = 2 * 24 * 60 * 60 * 1000;

/** After how long a copy of the site is so old that one of the two must be wrong. In milliseconds. */
const OLD = 3 * 365 * 24 * 60 * 60 * 1000;

const CHECK = "Check the date of the letter";

/**
 * @param {string} built the day on which the site was built, year-month-day
 * @returns {string} year-month-day: the day on the clock; the day of the build where the clock is behind it
 */
export function today(built) {
  return isBehind(built) ? built : isoDay(new Date());
}

/** Says so where letters would get a wrong date. */
export class Clock {
  /** @param {HTMLElement} $root @param {import("./desk.js").Desk} desk */
  constructor($root, { built }) {
    const now = new Date();
    const said = `The clock of this computer says ${spelled(now)}`;
    const made = spelled(new Date(`${built}T12:00:00`));
    if (isBehind(built)) {
      $root.textContent =
        `${said}, before this copy of the site was made. Until the clock is right, ${made} counts as today. ` +
        `${CHECK}, and tell your IT.`;
    } else if (now.getTime() > Date.parse(built) + OLD) {
      $root.textContent =
        `${said}; this copy of the site was made on ${made}. If the clock is right, the rules may have changed: ` +
        `ask your IT for a newer copy. If not, ${CHECK.toLowerCase()}.`;
    }
    $root.hidden = !$root.textContent;
  }
}

/** @param {string} built */
function isBehind(built) {
  return Date.now() < Date.parse(built) - SLACK;
}

/** @param {Date} day */
function isoDay(day) {
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** @param {Date} day */
function spelled(day) {
  return day.toLocaleDateString("en-US", { year: "numeric", month: "long", day: "numeric" });
}
