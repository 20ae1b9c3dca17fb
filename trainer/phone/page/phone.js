// A learner's own session on their phone. The session is the laptop's: what is shown comes whole
// from there, and what is done here names the turn it was done in, so that twice is once.

import { byId, element, fill, say } from "./element.js";
import { build, markRight, restore } from "./forms.js";
import { linkTo } from "./link.js";
import { useMarks } from "./marked_text.js";
import { showMedia } from "./picture.js";
import { fillIn, t } from "./words.js";

const VERSION = 1;
const ACTS = ["undo", "right", "skip", "bury", "suspend"];

let state = null;
let shown = "";      // which turn and stage the controls were built for
let pending = null;  // what was sent and is not yet in a state, to be sent again after a drop
let sentAt = null;
let over = false;

const link = linkTo(`ws://${location.host}/socket`, {
  hear,
  up: () => ({ t: "hello", v: VERSION, key: location.hash.slice(1) }),
  down: () => { byId("link").textContent = over ? "" : t("reconnecting"); sentAt = null; return !over; },
  wanted: () => !over,
  waiting: () => sentAt,
});

function hear(message) {
  switch (message.t) {
    case "state":
      state = message;
      byId("link").textContent = "";
      if (pending && fits(pending)) {
        if (sentAt === null) send();  // the connection that carried it is gone
      } else {
        pending = sentAt = null;
      }
      show();
      break;
    case "refused":
      pending = sentAt = null;
      say(message.say);
      break;
    case "bye":
      over = true;
      enable(false);
      say(message.say);
      break;
  }
}

// Whether what was sent can still be done: else it was, and its acknowledgement got lost.
function fits(message) {
  const stages = { answer: ["asking"], rate: ["answered"], do: [state.stage] };
  return message.turn === state.turn && message.stage === state.stage && stages[message.t].includes(state.stage);
}

function give(message) {
  if (!state || over) return;
  pending = { ...message, turn: state.turn, stage: state.stage };
  send();
}

function send() {
  sentAt = performance.now();
  const { stage, ...message } = pending;
  link.send(message);
}

function show() {
  const question = state.question;
  useMarks(state.marked);
  byId("who").textContent = t("phone.count", { done: state.done, left: state.left.new + state.left.learning + state.left.review });
  byId("place").textContent = state.trouble || (state.as ?? "");
  fill(byId("prompt"), question ? question.prompt : waiting());
  fill(byId("setting"), question ? question.setting : "");
  byId("setting").hidden = !(question && question.setting);
  for (const box of [byId("prompt"), byId("setting")]) speak(box, question && question.language);
  byId("hint").hidden = !(question && question.hint && state.stage !== "answered");
  fill(byId("hinted"), question ? question.hint : "");
  const now = `${state.turn} ${state.stage} ${state.reveal ? state.reveal.note : ""}`;
  if (now === shown) return;
  shown = now;
  say("");
  byId("hint").open = false;
  const form = question ? question.answer : null;
  const asks = form && form.form !== "self";
  const given = state.stage === "answered" ? state.given : state.draft;
  build(byId("answer"), asks ? form : null, {
    give: (answer) => give({ t: "answer", answer }), slow: false, revealed: false, send: t("send"),
    lang: question ? question.answers_in : "",
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

function speak(box, language) {
  if (language) box.lang = language; else box.removeAttribute("lang");
}

function enable(on) {
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
  const { verdict, not_answered, note, options, parts, key, why, evidence } = state.reveal;
  const lang = state.question.answers_in ? { lang: state.question.answers_in } : {};
  if (verdict) box.append(element("p", t(`verdict.${verdict}`), { class: `verdict ${verdict}` }));
  if (not_answered) box.append(element("p", t("phone.not_answered"), { class: "verdict" }));
  if (note) box.append(element("p", note));
  if (state.question.answer) markRight(byId("answer"), state.question.answer, state.right);
  for (const option of options) {
    if (option.reason && (option.chosen || option.right)) {
      box.append(element("p", `${option.right ? "✓" : "✗"} ${option.text}: ${option.reason}`, lang));
    } else if (option.missed) box.append(element("p", t("phone.missed", { option: option.text }), lang));
  }
  for (const part of parts.length > 1 ? parts : []) {
    const said = part.given || "–";
    box.append(element("p", part.right ? `✓ ${part.label}: ${said}` : `✗ ${part.label}: ${said} → ${part.expected}`, lang));
  }
  box.append(element("p", key, { class: "key", ...lang }));
  if (why) box.append(element("p", why, state.question.language ? { lang: state.question.language } : {}));
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
    const self = state.question.answer.form === "self";
    byId("send").append(press(t("phone.reveal"), () => give({ t: "do", act: "reveal" }), self ? { class: "send" } : {}));
  }
  for (const { rating, name, next } of state.ratings || []) {
    const made = press(t(`phone.${name.toLowerCase()}`), () => give({ t: "rate", rating }));
    made.append(element("span", next, { class: "next" }));
    if (rating === state.suggested) made.classList.add("suggested");
    ratings.append(made);
  }
  const may = {
    undo: state.undo, right: Boolean(state.may_be_right),
    skip: Boolean(state.question), bury: Boolean(state.question), suspend: Boolean(state.question),
  };
  byId("more").replaceChildren(...ACTS.filter((act) => may[act]).map(
    (act) => press(t(`phone.${act}`), () => give({ t: "do", act })),
  ));
}

fillIn();
link.open();
