// The forms of answering. Of each the table says how its controls are built and how an answer shows
// on them (`restore`); where options are given by their places, how they are worded (`worded`); and
// whether learners mark themselves (`selfMarked`). Nothing else in a page knows a form.
//
// A form is built with what is to be done with an answer (`desk.give`), whether answers go by a
// button of their own (`desk.slow`: the next question would come at once), the words on it
// (`desk.send`), the language of the answers (`desk.lang`), and how many characters of a text may be
// sent (`desk.longest`).

import { byId, element, fill, say, spoken } from "./element.js";
import { plainText } from "./marked_text.js";
import { buildPoint, lift, restorePoint } from "./picture.js";
import { t } from "./words.js";

const SHAPES = ["▲", "●", "■", "◆", "★", "♥", "✚", "☾"];
const MARKS = ["right", "partly", "wrong"];
const WHATS = ["a year", "month and year", "day, month and year"];

let draft = null;  // what is chosen or arranged and not yet sent

const forms = {
  one: { build: buildChoice, restore: (box, answer, form) => choose(box, [form.options.indexOf(answer)], form.options.indexOf(answer)), worded: optionText },
  truth: { build: buildTruth, restore: (box, answer) => choose(box, [answer ? 0 : 1], answer) },
  several: { build: buildPick, restore: restorePick, worded: optionTexts },
  order: { build: buildOrder, restore: restoreOrder, worded: optionTexts },
  match: { build: buildMatch, restore: restoreMatch, worded: pairTexts },
  write: { build: buildTexts, restore: restoreTexts },
  lines: { build: buildTexts, restore: restoreTexts },
  point: { build: buildPoint, restore: restorePoint },
  self: { build: buildSelfMark, restore: (box, answer) => choose(box, [MARKS.indexOf(answer)], answer), selfMarked: true },
};

export const isBegun = () => draft !== null;

export const isSelfMarked = (form) => Boolean(form && forms[form.form].selfMarked);

export function build(box, form, desk) {
  draft = null;
  lift();
  box.replaceChildren();
  byId("send").replaceChildren();
  if (form) forms[form.form].build(box, form, desk);
}

export function restore(box, answer, form) {
  if (box.firstChild) forms[form.form].restore(box, answer, form);
}

// An answer as it is kept: options by their text. Their places say nothing once a card was edited.
export function worded(form, answer) {
  const { worded: inWords } = forms[form.form];
  return inWords ? inWords(form, answer) : answer;
}

function optionText(form, option) {
  return typeof option === "number" ? form.options[option] : option;
}

function optionTexts(form, options) {
  return options.map((option) => optionText(form, option));
}

function pairTexts(form, rights) {
  const pairs = form.lefts.map((left, index) => [left, optionText(form, rights[index])]);
  return Object.fromEntries(pairs.filter(([, right]) => right !== null));
}

export function markRight(box, right) {
  for (const made of box.querySelectorAll("button[data-option]")) {
    const isRight = right.includes(made.dataset.option);
    if (isRight && !made.classList.contains("right")) {
      made.prepend(element("span", t("tag.right"), { class: "tag" }));
    }
    made.classList.toggle("right", isRight);
  }
}

function button(text, index, act, desk, option = text) {
  const made = element("button", undefined, { type: "button", "aria-pressed": "false", dir: "auto" });
  if (index !== null) {
    const letter = index < 26 ? String.fromCharCode(65 + index) : String(index + 1);
    made.append(element("span", `${letter} ${SHAPES[index % SHAPES.length]}`, { class: "letter", dir: "ltr" }));
  }
  const label = element("span", undefined, spoken(desk.lang));
  fill(label, text, false);  // without a direction: it decides that of the button
  made.append(label);
  if (option !== null) made.dataset.option = option;  // what may be shown to be right
  made.addEventListener("click", act);
  return made;
}

function sender(read, desk) {
  const made = element("button", desk.send, { type: "button", class: "send" });
  made.addEventListener("click", () => { const answer = read(); if (answer !== null) desk.give(answer); });
  byId("send").append(made);
}

function press(box, indices) {
  [...box.querySelectorAll("button[aria-pressed]")].forEach((made, index) => {
    const pressed = indices.includes(index);
    made.setAttribute("aria-pressed", String(pressed));
    made.querySelector(".mine")?.remove();
    if (pressed) made.append(element("span", t("tag.yours"), { class: "tag mine" }));
  });
}

function choose(box, indices, answer) {
  draft = answer;
  press(box, indices);
}

function buildOneOf(box, words, answers, desk, labels = words) {
  const ours = labels !== words ? { ...desk, lang: "" } : desk;
  words.forEach((word, index) => {
    box.append(button(word, index, () => {
      choose(box, [index], answers[index]);
      if (!desk.slow) desk.give(draft);
    }, ours, labels[index]));
  });
  if (desk.slow) sender(() => { if (draft === null) say(t("choose_first")); return draft; }, desk);
}

function buildChoice(box, form, desk) {
  buildOneOf(box, form.options, form.options.map((_, index) => index), desk);
}

function buildTruth(box, form, desk) {
  buildOneOf(box, [t("true"), t("false")], [true, false], desk, ["True", "False"]);
}

function buildSelfMark(box, form, desk) {
  if (!desk.revealed) return;
  box.append(element("p", t("did_you_know")));
  ["yes", "partly", "no"].forEach((word, index) => {
    const mark = MARKS[index];
    box.append(button(t(word), null, () => { choose(box, [index], mark); desk.give(mark); }, { lang: "" }, null));
  });
}

function buildPick(box, form, desk) {
  draft = [];
  form.options.forEach((option, index) => {
    box.append(button(option, index, () => {
      draft = draft.includes(index) ? draft.filter((other) => other !== index) : [...draft, index];
      press(box, draft);
    }, desk));
  });
  sender(() => {
    if (draft.length) return draft;
    say(t("choose_first"));  // sent too soon: no card has nothing right
    return null;
  }, desk);
}

function restorePick(box, answer, form) {
  draft = answer.map((option) => form.options.indexOf(option));
  press(box, draft);
}

function buildOrder(box, form, desk) {
  draft = form.options.map((_, index) => index);
  const list = element("ol", undefined, spoken(desk.lang));
  box.append(list);
  list.redraw = () => {
    list.replaceChildren(...draft.map((option, place) => {
      const item = element("li");
      const row = element("div", undefined, { class: "row" });
      row.append(element("span", form.options[option]));
      for (const [sign, by, word] of [["↑", -1, "move_up"], ["↓", 1, "move_down"]]) {
        const label = t(word, { thing: plainText(form.options[option]) });
        const made = element("button", sign, { type: "button", "aria-label": label });
        made.dataset.edge = String(place + by < 0 || place + by >= draft.length);
        made.disabled = made.dataset.edge === "true";
        made.addEventListener("click", () => {
          [draft[place], draft[place + by]] = [draft[place + by], draft[place]];
          list.redraw();
          const buttons = list.children[place + by].querySelectorAll("button:not(:disabled)");
          const same = [...buttons].find((other) => other.textContent === sign);
          (same || buttons[0]).focus();
          say(t("is_now", { thing: plainText(form.options[option]), place: place + by + 1 }));
        });
        row.append(made);
      }
      item.append(row);
      return item;
    }));
  };
  list.redraw();
  sender(() => draft, desk);
}

function restoreOrder(box, answer, form) {
  const free = form.options.map((_, index) => index);  // a thing may stand twice
  draft = answer.map((thing) => free.splice(free.findIndex((at) => form.options[at] === thing), 1)[0]);
  box.querySelector("ol").redraw();
}

function buildMatch(box, form, desk) {
  form.lefts.forEach((left, index) => {
    const id = `match${index}`;
    box.append(element("label", left, { for: id, ...spoken(desk.lang) }));
    const select = element("select", undefined, { id, dir: "auto", ...spoken(desk.lang) });
    select.append(element("option", t("choose"), { value: "" }));
    form.options.forEach((option, at) => select.append(element("option", option, { value: at })));
    select.addEventListener("change", () => { draft = true; });
    box.append(select);
  });
  sender(() => {
    const values = [...box.querySelectorAll("select")].map((select) => select.value);
    if (!values.some(Boolean)) { say(t("choose_first")); return null; }
    return values.map((value) => (value === "" ? null : Number(value)));
  }, desk);
}

function restoreMatch(box, answer, form) {
  box.querySelectorAll("select").forEach((select, at) => {
    const right = answer[form.lefts[at]];
    select.value = right === undefined ? "" : form.options.indexOf(right);
  });
}

function buildTexts(box, form, desk) {
  const many = form.blanks || 1;
  const several = form.form === "lines";
  const dated = WHATS.indexOf(form.what);
  const written = form.unit || (several ? "" : dated < 0 ? form.what : t(`what.${dated}`));
  const label = written ? t("your_answer_in", { what: written }) : t("your_answer");
  for (let index = 0; index < many; index++) {
    const id = `text${index}`;
    const one = many > 1 ? t("of_many", { label, index: index + 1, many }) : label;
    box.append(element("label", one, { for: id }));
    const input = element("input", undefined, {
      id, maxlength: desk.longest, dir: "auto", autocomplete: "off", autocapitalize: "none", spellcheck: "false",
      ...spoken(desk.lang),
    });
    if (form.digits) input.setAttribute("inputmode", "decimal");
    input.addEventListener("input", () => { draft = true; });
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      byId("send").firstChild.click();
    });
    box.append(input);
  }
  sender(() => {
    const texts = [...box.querySelectorAll("input")].map((input) => input.value.trim());
    if (!texts.some(Boolean)) { say(t("write_first")); return null; }
    return several ? texts : texts[0];
  }, desk);
}

function restoreTexts(box, answer) {
  box.querySelectorAll("input").forEach((input, at) => { input.value = [].concat(answer)[at] || ""; });
}
