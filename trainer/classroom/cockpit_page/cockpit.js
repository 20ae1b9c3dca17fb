// The teacher's cockpit. It shows the view it gets, and sends what was pressed; it decides nothing.
// The secret comes after the # of the address: it is never sent in a request for a page.

import { byId, element } from "./element.js";
import { linkTo } from "./link.js";

const secret = decodeURIComponent(location.hash.slice(1));
let view = null;
let endsAt = null;
let over = false;

const link = linkTo(`ws://${location.host}/cockpit/socket`, {
  hear,
  up() {
    byId("link").textContent = "";
    return { t: "open", v: 1, secret };
  },
  down() {
    byId("link").textContent = over ? "closed" : "reconnecting …";
    return !over;
  },
  wanted: () => !over,
  waiting: () => null,
});

function hear(message) {
  if (message.t === "view") {
    if (view && view.seen !== message.seen) byId("said").textContent = "";
    view = message;
    show();
  } else if (message.t === "refused" || message.t === "bye") {
    byId("said").textContent = message.say;
    over = over || message.t === "bye" || message.code === "secret" || message.code === "version";
  }
}

function act(what, more) {
  if (view) link.send({ t: "do", what, seen: view.seen, ...more });
}

function show() {
  const where = view.number ? `Question ${view.number} of ${view.of} · ` : "";
  byId("where").textContent = where + (view.paused ? "paused" : view.stage_in_words);
  endsAt = view.seconds === null || view.paused ? null : performance.now() + view.seconds * 1000;
  showQuestion(byId("question"), view.question);
  const next = [];
  if (view.next) {
    next.push(element("h2", "Next"), element("div", view.next.prompt));
    if (view.next.note) next.push(element("div", view.next.note, { class: "note" }));
  }
  byId("next").replaceChildren(...next);
  const answered = view.players.filter((player) => player.answer !== null).length;
  byId("count").textContent = `${answered} of ${view.players.length}`;
  byId("players").replaceChildren(...view.players.map(row));
  byId("warnings").replaceChildren(...view.warnings.map((one) => element("li", one)));
  byId("called").hidden = view.called === null;
  showHands();
  showTeams();
}

// Counts that are being typed are not written over: they are built once for each question.
function showHands() {
  const form = byId("hands");
  form.hidden = view.hands === null;
  const now = JSON.stringify([view.number, view.round, view.hands]);
  if (form.hidden || form.dataset.for === now) return;
  form.dataset.for = now;
  byId("counts").replaceChildren(...view.hands.map(([label, many]) => {
    const line = element("label", label);
    const count = element("input");
    Object.assign(count, { type: "number", min: 0, max: 9999, required: true, value: many ?? "" });
    line.append(count);
    return line;
  }));
}

function showTeams() {
  byId("teams").hidden = !view.teams.length;
  byId("teams").replaceChildren(...view.teams.map(([name, mark], team) => {
    const button = element("button", `${name} ${sign(mark)}`);
    const score = { 1: 0.5, 0.5: 0 }[mark] ?? 1;
    button.onclick = () => act("mark", { team, score });
    return button;
  }));
}

const sign = (mark) => (mark === null ? "" : { 1: "✓", 0: "✗" }[mark] || "◐");

function showQuestion(place, question) {
  if (!question) { place.replaceChildren(); return; }
  const parts = [];
  if (question.setting) parts.push(element("div", question.setting));
  parts.push(element("div", question.prompt, { class: "prompt" }));
  if (question.void) parts.push(element("div", "This question does not count.", { class: "bad" }));
  for (const option of question.options) {
    const sign = option.right ? "✓ " : question.poll ? "" : "✗ ";
    parts.push(element("div", `${sign}${option.say}   ${option.votes.join(" → ")}`,
      { class: option.right ? "good" : "" }));
  }
  for (const [say, many] of question.said) parts.push(element("div", `${many} × ${say}`));
  if (question.key) parts.push(element("div", question.key, { class: "key" }));
  if (question.why) parts.push(element("div", question.why));
  if (question.note) parts.push(element("div", question.note, { class: "note" }));
  if (view.called) parts.push(element("div", `☞ ${view.called} ${sign(view.mark)}`, { class: "prompt" }));
  place.replaceChildren(...parts);
}

function row(player) {
  const line = element("tr");
  const more = player.extra ? ` (+${Math.round(player.extra * 100)}% time)` : "";
  const name = element("td", `${player.name}${player.guest ? " (guest)" : ""}${more}`);
  if (!player.here) name.className = "away";
  const answer = element("td", player.answer === null ? "–" : `${sign(player.score)} ${player.answer}`,
    { class: player.score === 1 ? "good" : player.score === 0 ? "bad" : "" });
  const time = element("td", player.seconds === null ? "" : `${player.seconds} s`);
  const last = element("td");
  if (player.answer !== null && player.score !== null) {
    const button = element("button", "Void");
    button.setAttribute("aria-label", `Void the answer of ${player.name}`);
    button.onclick = () => act("void", { player: player.id });
    last.append(button);
  }
  line.append(name, answer, time, last);
  return line;
}

byId("hands").addEventListener("submit", (event) => {
  event.preventDefault();
  const counts = [...byId("counts").querySelectorAll("input")];
  act("tally", { hands: counts.map((count) => Number(count.value)) });
});
byId("go").onclick = () => act("next");
for (const button of document.querySelectorAll("[data-do]")) {
  const score = button.dataset.score;
  button.onclick = () => act(button.dataset.do, score === undefined ? {} : { score: Number(score) });
}
setInterval(() => {
  const left = endsAt === null ? null : Math.max(0, Math.ceil((endsAt - performance.now()) / 1000));
  byId("clock").textContent = left === null ? "" : `${left} s`;
}, 500);
link.open();
