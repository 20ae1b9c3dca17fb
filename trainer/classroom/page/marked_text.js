// Marked-up texts. The state says of each what it is made of: texts, and [tag, attributes, …inner].
// Nothing else than these tags and attributes is ever made, and no text is ever HTML.

let trees = {};  // text -> what it is made of, for the state that is shown

export function useMarks(marked) { trees = marked || {}; }

const HTML_TAGS = new Set(("a b blockquote br code div em hr li ol p pre s span strong table td th tr ul").split(" "));
const MATHS_TAGS = new Set(("math mrow mi mn mo ms mtext mspace mfrac msqrt mroot msub msup msubsup munder mover " +
  "munderover mtable mtr mtd mpadded mphantom mstyle menclose mmultiscripts mprescripts").split(" "));
const ATTRIBUTES = new Set(("class start align display mathvariant stretchy fence separator form lspace rspace " +
  "linethickness columnalign columnspacing rowspacing displaystyle scriptlevel accent accentunder movablelimits " +
  "largeop symmetric minsize maxsize notation width height depth").split(" "));

// The nodes of a text of the question that is shown; without links where it stands in a button.
export function markedText(text, withLinks = true) {
  const tree = Object.hasOwn(trees, text) ? trees[text] : [text];
  return tree.map((node) => markedNode(node, withLinks));
}

// The same in plain words.
export function plainText(text) { return markedText(text).map((node) => node.textContent).join(""); }

function markedNode(node, withLinks) {
  if (!Array.isArray(node)) return document.createTextNode(node);
  const [tag, attributes, ...inner] = node;
  const made = MATHS_TAGS.has(tag)
    ? document.createElementNS("http://www.w3.org/1998/Math/MathML", tag)
    : document.createElement(HTML_TAGS.has(tag) && (tag !== "a" || withLinks) ? tag : "span");
  for (const [name, value] of Object.entries(attributes)) {
    if (ATTRIBUTES.has(name)) made.setAttribute(name, value);
  }
  if (made.localName === "a" && /^(https?:\/\/|mailto:)/i.test(attributes.href)) {
    Object.assign(made, { href: attributes.href, target: "_blank", rel: "noopener noreferrer" });
  }
  made.append(...inner.map((one) => markedNode(one, withLinks)));
  return made;
}
