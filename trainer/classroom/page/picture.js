// Pictures and sounds of a question, and pointing at a picture. Files come from our own server
// alone, by names that it gave, or stand in the page itself; text is set as text.

import { byId, element, say } from "./element.js";
import { t } from "./words.js";

const BY = { ArrowLeft: [-2, 0], ArrowRight: [2, 0], ArrowUp: [0, -2], ArrowDown: [0, 2] };

let at = null;    // where it is pointed: hundredths across and down
let desk = null;  // what is done with a point, while there is a question that asks for one

const frame = () => byId("media").querySelector(".frame");
const OURS = /^media\/[0-9a-f]{32}$/;
const HELD = /^data:(?:image\/(?:png|jpeg)|audio\/[a-z0-9]+);base64,[A-Za-z0-9+/=]+$/;  // in a page of homework
const source = (src) => (OURS.test(src || "") || HELD.test(src || "") ? src : null);

// Shows what the state has of pictures and sounds, once the answer's controls are built.
// `taking` says whether one can answer just now.
export function showMedia(media, taking) {
  const box = byId("media");
  const { pictures = [], options = {}, sound = null } = media || {};
  const now = JSON.stringify([pictures, sound]);
  if (box.dataset.for !== now) {
    box.dataset.for = now;
    box.replaceChildren(...pictures.map(picture));
    if (source(sound)) box.append(element("audio", undefined, { controls: "", src: sound, preload: "none" }));
  }
  for (const made of byId("answer").querySelectorAll("[data-option]")) {
    const shown = Object.hasOwn(options, made.dataset.option) ? options[made.dataset.option] : null;
    if (!shown || !source(shown.src) || made.querySelector("img")) continue;
    made.append(element("img", undefined, { alt: shown.alt, src: shown.src }));
  }
  arm(taking);
}

// A picture, or the words that stand in for it.
function picture({ src, alt, below }) {
  const figure = element("figure");
  const words = () => { figure.replaceChildren(element("p", `▣ ${alt}`)); arm(false); };
  if (!source(src)) { figure.append(element("p", `▣ ${alt}`)); return figure; }
  const around = element("div", undefined, { class: "frame" });
  const image = element("img", undefined, { alt, src });
  image.addEventListener("error", words);
  around.append(image);
  figure.append(around);
  if (below) figure.append(element("figcaption", below));
  return figure;
}

// Makes the picture one to point at while one can answer. Where there is none, the place is
// written in numbers.
function arm(taking) {
  const box = frame();
  const typed = byId("coordinates");
  if (typed) typed.hidden = Boolean(box);
  if (!box) return;
  if (box.classList.toggle("points", Boolean(desk) && taking)) {
    box.tabIndex = 0;
    box.setAttribute("role", "application");
    box.setAttribute("aria-label", t("point.keys"));
    box.onclick = clicked;
    box.onkeydown = pressed;
  } else {
    for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
    box.onclick = box.onkeydown = null;
  }
  mark();
}

function clicked(event) {
  const image = frame().getBoundingClientRect();
  point((event.clientX - image.left) / image.width * 100, (event.clientY - image.top) / image.height * 100);
  if (!desk.slow) desk.give(at);
}

function pressed(event) {
  const by = BY[event.key];
  if (by) point(...(at || [50, 50]).map((share, axis) => share + by[axis]));
  else if (event.key === "Enter" && at) desk.give(at);
  else return;
  event.preventDefault();
}

function point(across, down) {
  at = [across, down].map((share) => Math.round(10 * Math.min(100, Math.max(0, share))) / 10);
  mark();
}

function mark() {
  const box = frame();
  let dot = box && box.querySelector(".dot");
  if (!box || !desk || !at) { if (dot) dot.remove(); return; }
  if (!dot) { dot = element("span", undefined, { class: "dot" }); box.append(dot); }
  dot.style.left = `${at[0]}%`;
  dot.style.top = `${at[1]}%`;
}

// Forgets what was pointed at: another question is asked.
export function lift() { at = desk = null; }

export function buildPoint(box, form, giving) {
  desk = giving;
  box.append(element("p", t("point.touch")));
  const typed = element("div", undefined, { id: "coordinates" });
  const numbers = ["across", "down"].map((id) => {
    typed.append(element("label", t(`point.${id}`), { for: id }));
    const number = element("input", undefined, { id, type: "number", min: 0, max: 100, step: "any", inputmode: "decimal" });
    typed.append(number);
    return number;
  });
  box.append(typed);
  const send = element("button", desk.send, { type: "button", class: "send" });
  send.addEventListener("click", () => {
    const written = numbers.map((number) => number.value).filter(Boolean);
    if (!typed.hidden && written.length === 2) point(...written.map(Number));
    if (at) desk.give(at); else say(t("point.first"));
  });
  byId("send").append(send);
}

export function restorePoint(box, answer) {
  const [across, down] = Array.isArray(answer) ? answer : String(answer).split(" ").map(Number);
  point(across, down);
  byId("across").value = at[0];
  byId("down").value = at[1];
}
