// Draws a learner's session: what is shown, answered, revealed and rated. Where the session is, on
// the laptop or in this very page, it does not know: `desk` takes each step.

import { keyLines, showQuestion, verdictLine } from "./card.js";
import { byId, element, say, spoken } from "./element.js";
import { build, isSelfMarked, markRight, restore } from "./forms.js";
import { useMarks } from "./marked_text.js";
import { showMedia } from "./picture.js";
import { t } from "./words.js";

const ACTS = ["undo", "right", "skip", "bury", "suspend"];

let state = null;
let shown = "";  // which turn and stage the controls were built for
let give = null;

export function show(now, desk) {
  state = now;
  give = desk;
  const question = state.question;
  useMarks(state.marked);
  byId("who").textContent = t("phone.count", { done: state.done, left: state.left.new + state.left.learning + state.left.review });
  byId("place").textContent = state.trouble || (state.as ?? "");
  showQuestion(question, waiting(), state.stage === "answered");
  const place = `${state.turn} ${state.stage} ${state.reveal ? state.reveal.note : ""}`;
  more();
  if (place === shown) return;
  shown = place;
  say("");
  byId("hint").open = false;
  const form = question ? question.answer : null;
  const asks = form && !isSelfMarked(form);
  const given = state.stage === "answered" ? state.given : state.draft;
  build(byId("answer"), asks ? form : null, {
    give: (answer) => give({ t: "answer", answer }), slow: false, revealed: false, send: t("send"),
    lang: question ? question.answers_in : "", longest: question ? question.longest : 0,
  });
  if (asks && given !== null && given !== undefined) restore(byId("answer"), given, form);
  showMedia(question && state.media, state.stage === "asking");
  if (state.stage === "answered" && asks) byId("send").replaceChildren();
  result();
  steps();
  enable(true);
  byId("prompt").focus({ preventScroll: true });
  window.scrollTo(0, 0);
}

function waiting() {
  if (state.stage === "waiting") return t("phone.waiting", { until: state.until || "" });
  return t("phone.finished");
}

export function enable(on) {
  const answered = state && state.stage === "answered";
  for (const control of document.querySelectorAll("#drill button, #drill input, #drill select")) {
    const asks = control.closest("#answer, #send");
    control.disabled = !on || control.dataset.edge === "true" || (Boolean(asks) && answered);
  }
}

function result() {
  const box = byId("result");
  box.replaceChildren();
  if (!state.reveal) return;
  const { verdict, not_answered, note, options, parts, evidence } = state.reveal;
  const lang = spoken(state.question.answers_in);
  if (verdict) box.append(verdictLine(verdict));
  if (not_answered) box.append(element("p", t("phone.not_answered"), { class: "verdict" }));
  if (note) box.append(element("p", note));
  markRight(byId("answer"), state.right);
  for (const option of options) {
    if (option.reason && (option.chosen || option.right)) {
      box.append(element("p", `${option.right ? "✓" : "✗"} ${option.text}: ${option.reason}`, lang));
    } else if (option.missed) box.append(element("p", t("phone.missed", { option: option.text }), lang));
  }
  for (const part of parts.length > 1 ? parts : []) {
    const given = part.given || "–";
    box.append(element("p", part.right ? `✓ ${part.label}: ${given}` : `✗ ${part.label}: ${given} → ${part.expected}`, lang));
  }
  box.append(...keyLines(state.reveal, state.question));
  if (evidence.length) box.append(element("p", t("phone.source", { at: evidence.join(", ") }), { class: "source" }));
}

function press(text, act, attributes = {}) {
  const made = element("button", text, { type: "button", ...attributes });
  made.addEventListener("click", act);
  return made;
}

function steps() {
  const ratings = byId("ratings");
  ratings.replaceChildren();
  if (state.stage === "thinking") {
    byId("send").append(press(t("phone.options"), () => give({ t: "do", act: "show" }), { class: "send" }));
  }
  if (state.stage === "asking") {
    const self = isSelfMarked(state.question.answer);
    byId("send").append(press(t("phone.reveal"), () => give({ t: "do", act: "reveal" }), self ? { class: "send" } : {}));
  }
  for (const { rating, name, next } of state.ratings || []) {
    const made = press(t(`phone.${name.toLowerCase()}`), () => give({ t: "rate", rating }));
    made.append(element("span", next, { class: "next" }));
    if (rating === state.suggested) made.classList.add("suggested");
    ratings.append(made);
  }
}

// What else can be done, drawn again only where that has changed: a key may be held on it.
function more() {
  const asked = Boolean(state.question);
  const set = asked && !state.alone;
  const may = { undo: state.undo, right: Boolean(state.may_be_right), skip: asked, bury: set, suspend: set };
  const acts = ACTS.filter((act) => may[act]);
  if (byId("more").dataset.acts === acts.join()) return;
  byId("more").dataset.acts = acts.join();
  byId("more").replaceChildren(...acts.map((act) => press(t(`phone.${act}`), () => give({ t: "do", act }))));
}
