// Draws a question and what came of it, from the state that the teacher's trainer sends (see
// protocol.py). It knows nothing of how the state came here, nor where an answer goes.

import { keyLines, showQuestion, verdictLine } from "./card.js";
import { byId, element, say, spoken } from "./element.js";
import { build, isBegun, isSelfMarked, markRight, restore } from "./forms.js";
import { useMarks } from "./marked_text.js";
import { showMedia } from "./picture.js";
import { t } from "./words.js";

let state = null;
let shown = "";    // which question, round and stage the answer controls were built for
let latest = null; // the answer sent last, and to what, to say afterwards how sure one is
let act = null;    // what is done with an answer

// Shows a state. `desk` has `give(answer, sure)`, `pending` (whether an answer is on its way) and
// `send` (the words on the button).
export function show(now, desk) {
  state = now;
  useMarks(state.marked);
  act = desk.give;
  const question = state.question;
  byId("place").textContent = where();
  showQuestion(question, waiting(), state.key !== undefined);
  const place = [state.number, state.round, state.stage].join(" ");
  const isNew = place !== shown;
  if (isNew) {
    shown = place;
    byId("drill").dataset.at = place;
    byId("answer").dataset.for = "";
    for (const radio of document.getElementsByName("sure")) radio.checked = false;
    byId("hint").open = false;
    build(byId("answer"), question ? question.answer : null, {
      give, slow: state.own_pace, revealed: state.stage === "revealed", send: desk.send || t("send"),
      lang: question ? question.answers_in : "",
    });
    say(whatNow());
  }
  byId("sure").hidden = !(state.confidence && state.taking && question && !marksSelf());
  putBack(desk.pending);
  showMedia(question && state.media, state.taking);
  enable(state.taking);
  result();
  review();
  if (isNew) {
    byId("prompt").focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }
}

export function enable(taking) {
  for (const control of document.querySelectorAll("#drill button, #drill input, #drill select")) {
    control.disabled = !taking || control.dataset.edge === "true";
  }
}

export const isIn = () => t(state && state.taking ? "is_in_can_change" : "is_in");

function where() {
  const at = state.number ? t("place", { number: state.number, of: state.of }) : "";
  const paused = state.paused ? t("paused") : "";
  const second = state.stage === "revote" ? t("second_vote") : "";
  const extra = state.extra ? t("extra", { seconds: state.extra }) : "";
  return [at, second, paused, extra].filter(Boolean).join(" · ");
}

function marksSelf() {
  return Boolean(state.question) && isSelfMarked(state.question.answer);
}

function waiting() {
  if (state.stage === "lobby") return t("lobby");
  if (state.stage === "done") return t("done");
  if (state.stage === "open") return t("all_in");
  return t("look_at_wall");
}

function whatNow() {
  if (state.stage === "think") return t("think");
  if (state.stage === "closed") return t("closed");
  if (state.stage === "open" && marksSelf()) return t("say_it_yourself");
  return "";
}

function give(answer) {
  if (!state || !state.taking) return;
  const sure = document.querySelector("input[name=sure]:checked");
  latest = { at: shown, answer };
  act(answer, sure ? sure.value : null);
}

// Shows the answer that is kept, unless something newer is being put together here.
function putBack(pending) {
  const mine = state.mine;
  const box = byId("answer");
  if (mine && !pending && state.taking && !byId("said").textContent) say(isIn());
  if (!mine || pending || box.dataset.for === shown || (isBegun() && latest && latest.at === shown)) return;
  box.dataset.for = shown;
  if (mine.sure) document.querySelector(`input[name=sure][value=${mine.sure}]`).checked = true;
  restore(box, mine.answer, state.question.answer);
  if (state.taking) say(isIn());
}

function result() {
  const box = byId("result");
  const now = JSON.stringify([shown, state.key, state.verdict, state.standing]);
  if (now === box.dataset.for) return;  // it is read aloud once
  box.dataset.for = now;
  box.replaceChildren();
  if (state.key !== undefined) {
    markRight(byId("answer"), state.right);
    if (!marksSelf()) box.append(verdictLine(state.verdict));
    box.append(...keyLines(state, state.question));
  } else if (state.stage === "revealed" && state.question && state.question.poll) {
    box.append(element("p", t("poll"), { class: "verdict" }));
  }
  if (state.standing) box.append(element("p", standing(state.standing), { class: "verdict" }));
}

function standing({ right, of, points, place, among }) {
  const earned = Number.isInteger(right) ? right : right.toFixed(1);
  const parts = [t("standing.right", { right: earned, of })];
  if (points !== undefined) parts.push(t("standing.points", { points }));
  if (place !== undefined) parts.push(t("standing.place", { place, among }));
  return parts.join(" · ");
}

// One's own answers, to look through when the drill is over.
function review() {
  const box = byId("review");
  box.hidden = !state.review || !state.review.length;
  if (box.hidden || box.firstChild) return;
  box.append(element("h2", t("review.title")));
  const list = element("ol");
  for (const one of state.review) {
    const item = element("li", undefined, { value: one.number });
    item.append(element("p", one.prompt, { class: "asked", ...spoken(one.language) }));
    item.append(element("p", one.answer ? t("review.yours", { answer: one.answer }) : t("review.none")));
    if (one.verdict) item.append(verdictLine(one.verdict));
    item.append(...keyLines(one, one));
    list.append(item);
  }
  box.append(list);
}

for (const radio of document.getElementsByName("sure")) {
  radio.addEventListener("change", () => {
    const mine = latest && latest.at === shown ? latest.answer : state.mine ? state.mine.answer : null;
    if (mine !== null) give(mine);
  });
}
