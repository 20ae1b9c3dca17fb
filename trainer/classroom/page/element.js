// Making elements. All text from outside is set as text, never as HTML; what is marked up is made
// of elements of our own.

import { markedText, plainText } from "./marked_text.js";

export const byId = (id) => document.getElementById(id);

export function element(tag, text, attributes = {}) {
  const made = document.createElement(tag);
  if (text !== undefined && text !== null) {
    if (tag === "option") made.textContent = plainText(text); else fill(made, text, tag !== "button");
    made.dir = "auto";
  }
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

// Puts a text into an element, in place of what is there.
export function fill(box, text, withLinks = true) { box.replaceChildren(...markedText(text, withLinks)); }

// What an element has whose text is in a language; nothing where none is named.
export const spoken = (language) => (language ? { lang: language } : {});

// Says something below the buttons, and sees that it is in sight.
export function say(text) {
  byId("said").textContent = text;
  if (text) byId("said").scrollIntoView({ block: "nearest" });
}
