// What every page shows of a card: the question, and the key with its explanation.

import { byId, element, fill, spoken } from "./element.js";
import { t } from "./words.js";

// Shows a question, or other words where there is none. The hint shows while there is no key.
export function showQuestion(question, otherwise, revealed) {
  const { prompt = otherwise, setting = "", hint = "", language = "" } = question || {};
  for (const [id, text] of [["prompt", prompt], ["setting", setting], ["hinted", hint]]) fill(byId(id), text);
  for (const box of [byId("prompt"), byId("setting")]) {
    if (language) box.lang = language; else box.removeAttribute("lang");
  }
  byId("setting").hidden = !setting;
  byId("hint").hidden = !hint || revealed;
}

// How an answer was marked: right, partly, wrong; null where there was none.
export function verdictLine(verdict) {
  return element("p", t(`verdict.${verdict || "none"}`), { class: `verdict ${verdict || ""}` });
}

// The key and its explanation, in the languages of their card.
export function keyLines({ key, why }, { language, answers_in }) {
  const lines = [element("p", key, { class: "key", ...spoken(answers_in) })];
  if (why) lines.push(element("p", why, spoken(language)));
  return lines;
}
