// Making elements. All text from outside is set as text, never as HTML.

export const byId = (id) => document.getElementById(id);

export function element(tag, text, attributes = {}) {
  const made = document.createElement(tag);
  if (text !== undefined && text !== null) { made.textContent = text; made.dir = "auto"; }
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

// Says something below the buttons, and sees that it is in sight.
export function say(text) {
  byId("said").textContent = text;
  if (text) byId("said").scrollIntoView({ block: "nearest" });
}
