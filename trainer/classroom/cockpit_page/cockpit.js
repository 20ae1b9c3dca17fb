"use strict";
// The teacher's cockpit. It shows what it is told and says what was pressed; it decides nothing.
// The secret stands behind the # of the address: it is never sent in a request for a page.

const SILENCE = 5000; // milliseconds without a word after which the connection is taken for dead
const $ = (id) => document.getElementById(id);
const secret = decodeURIComponent(location.hash.slice(1));
let socket = null, view = null, heard = 0, endsAt = null, over = false;

function element(tag, text, kind) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (kind) made.className = kind;
  made.dir = "auto";
  return made;
}

function connect() {
  const mine = socket = new WebSocket(`ws://${location.host}/cockpit/socket`);
  heard = Date.now();
  mine.onopen = () => mine.send(JSON.stringify({ t: "open", v: 1, secret }));
  mine.onmessage = (event) => { if (mine === socket) hear(JSON.parse(event.data)); };
  mine.onclose = () => {
    if (mine !== socket || over) return;
    $("link").textContent = "reconnecting …";
    setTimeout(connect, 1000);
  };
}

function hear(message) {
  heard = Date.now();
  $("link").textContent = "";
  if (message.t === "view") {
    view = message;
    $("told").textContent = "";
    show();
  } else if (message.t === "refused" || message.t === "bye") {
    $("told").textContent = message.say;
    over = over || message.t === "bye" || message.code === "secret" || message.code === "version";
    if (over) $("link").textContent = "closed";
  }
}

function act(what, more) {
  if (view && socket.readyState === WebSocket.OPEN) {
    socket.send(JSON.stringify({ t: "do", what, seen: view.seen, ...more }));
  }
}

function show() {
  const where = view.number ? `Question ${view.number} of ${view.of}` : view.stage;
  $("where").textContent = `${where} · ${view.paused ? "paused" : view.stage}`;
  endsAt = view.seconds === null || view.paused ? null : Date.now() + view.seconds * 1000;
  showQuestion($("question"), view.question);
  const next = [];
  if (view.next) {
    next.push(element("h2", "Next"), element("div", view.next.prompt));
    if (view.next.note) next.push(element("div", view.next.note, "note"));
  }
  $("next").replaceChildren(...next);
  const answered = view.players.filter((player) => player.answer !== null).length;
  $("count").textContent = `${answered} of ${view.players.length}`;
  $("players").replaceChildren(...view.players.map(row));
  $("warnings").replaceChildren(...view.warnings.map((told) => element("li", told)));
  $("called").hidden = view.called === null;
}

function showQuestion(place, question) {
  if (!question) { place.replaceChildren(); return; }
  const parts = [];
  if (question.setting) parts.push(element("div", question.setting));
  parts.push(element("div", question.prompt, "prompt"));
  if (question.void) parts.push(element("div", "This question does not count.", "bad"));
  for (const option of question.options) {
    const sign = option.right ? "✓ " : question.poll ? "" : "✗ ";
    parts.push(element("div", `${sign}${option.say}   ${option.votes.join(" → ")}`,
      option.right ? "good" : ""));
  }
  for (const [say, many] of question.said) parts.push(element("div", `${many} × ${say}`));
  if (question.key) parts.push(element("div", question.key, "key"));
  if (question.why) parts.push(element("div", question.why));
  if (question.note) parts.push(element("div", question.note, "note"));
  if (view.called) parts.push(element("div", `☞ ${view.called}`, "prompt"));
  place.replaceChildren(...parts);
}

function row(player) {
  const line = element("tr");
  const name = element("td", `${player.name}${player.guest ? " (guest)" : ""}`);
  if (!player.here) name.className = "away";
  const marks = { 1: "✓", 0: "✗" };
  const sign = player.score === null ? "" : marks[player.score] || "◐";
  const answer = element("td", player.answer === null ? "–" : `${sign} ${player.answer}`,
    player.score === 1 ? "good" : player.score === 0 ? "bad" : "");
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

$("go").onclick = () => act("next");
for (const button of document.querySelectorAll("[data-do]")) {
  const score = button.dataset.score;
  button.onclick = () => act(button.dataset.do, score === undefined ? {} : { score: Number(score) });
}
setInterval(() => {
  if (over) return;
  const left = endsAt === null ? null : Math.max(0, Math.ceil((endsAt - Date.now()) / 1000));
  $("clock").textContent = left === null ? "" : `${left} s`;
  if (Date.now() - heard > SILENCE) {
    $("link").textContent = "reconnecting …";
    const dead = socket;
    socket = null;
    dead.close();
    connect();
  }
}, 500);
setInterval(() => {
  if (!over && socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ t: "beat" }));
}, 2000);
connect();
