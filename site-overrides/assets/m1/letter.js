/** The letter on the page, built element by element: no answer is ever read as markup. */

/**
 * @typedef {string | [tag: string, className: string, children: Node_[],
 *   attributes?: Record<string, string>]} Node_
 */

const TAGS = new Set([
  "p", "h3", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td", "blockquote", "strong", "mark", "br",
]);

/**
 * Show a letter in place of the one before.
 *
 * @param {HTMLElement} $letter
 * @param {Node_[]} nodes
 */
export function showLetter($letter, nodes) {
  $letter.replaceChildren(...nodes.map(build));
}

/**
 * @param {Node_} node
 * @returns {Node}
 */
function build(node) {
  if (typeof node === "string") return document.createTextNode(node);
  const [tag, className, children, attributes] = node;
  if (!TAGS.has(tag)) throw new TypeError(`a letter holds no <${tag}>`);
  const $element = document.createElement(tag);
  if (className) $element.className = className;
  if (tag === "th") $element.setAttribute("scope", attributes?.["scope"] ?? "row");
  if (attributes?.["rowspan"]) $element.setAttribute("rowspan", attributes["rowspan"]);
  if (tag === "p" || tag === "td" || tag === "li") $element.dir = "auto";
  $element.append(...children.map(build));
  return $element;
}
