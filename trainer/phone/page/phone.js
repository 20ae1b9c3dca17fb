// A learner's own session on their phone. The session is the laptop's: what is shown comes whole
// from there, and what is done here names the turn it was done in, so that twice is once. Where the
// laptop handed out cards, the page goes on with them alone while it is out of reach.

import { alone, giveOut, homeward, keptHere, noteTaken, packed } from "./alone.js";
import { byId, element, say } from "./element.js";
import { linkTo } from "./link.js";
import { save } from "./saving.js";
import { enable, show } from "./session.js";
import { fillIn, t } from "./words.js";

const VERSION = 1;
const PART = 8000;   // characters of what is handed in, in one message
const PACE = 150;    // milliseconds between two of them

let state = null;
let pending = null;  // what was sent and is not yet in a state, to be sent again after a drop
let sentAt = null;
let over = false;
let coming = null;   // a page of cards that comes part by part
let task = null;     // the cards that were handed out
let away = null;     // the session on them, while the laptop is out of reach
let lately = null;   // what was answered in it, should this browser keep nothing
let homing = null;   // what is being handed in that was kept here
let sending = null;  // the timer of its parts
const arriving = arrived();

const link = linkTo(`ws://${location.host}/socket`, {
  hear,
  up() {
    return arriving ? arrival(arriving) : { t: "hello", v: VERSION, key: location.hash.slice(1) };
  },
  down() {
    byId("link").textContent = over ? "" : t("reconnecting");
    sentAt = homing = coming = null;
    clearInterval(sending);
    tools();
    return !over;
  },
  wanted: () => !over,
  waiting: () => sentAt,
});

// What a page that was saved sent here after `#`; it is gone from the address at once.
function arrived() {
  if (!location.hash.startsWith("#home=")) return null;
  const [key, id, text] = location.hash.slice("#home=".length).split(".");
  history.replaceState(null, "", location.pathname);
  return { key, id: id || "", text: text || "" };
}

// Sends it part by part, no faster than the laptop listens; the first message of it.
function arrival({ key, id, text }) {
  const parts = Array.from({ length: Math.ceil(text.length / PART) }, (_, at) => text.slice(at * PART, (at + 1) * PART));
  clearInterval(sending);
  sending = setInterval(() => {
    if (parts.length) link.send({ t: "part", text: parts.shift() }); else clearInterval(sending);
  }, PACE);
  return { t: "back", v: VERSION, hand_out: id, key, parts: parts.length };
}

function hear(message) {
  switch (message.t) {
    case "state":
      if (away) lately = away.kept();
      away = null;
      state = message;
      byId("link").textContent = "";
      if (pending && fits(pending)) {
        if (sentAt === null) send();  // the connection that carried it is gone
      } else {
        pending = sentAt = null;
      }
      show(state, give);
      tools();
      handIn();
      break;
    case "refused":
      pending = sentAt = null;
      say(message.say);
      break;
    case "handed-out":
      coming = { ...message, html: "" };
      break;
    case "part":
      if (!coming) break;
      coming.html += message.text;
      if (--coming.parts === 0) { takeAlong(coming); coming = null; }
      break;
    case "taken":
      if (homing) noteTaken(message.hand_out, homing.answers.length);
      homing = lately = null;
      over = Boolean(arriving);
      say(message.say);
      break;
    case "bye":
      over = true;
      enable(false);
      tools();
      say(message.say);
      break;
  }
}

// A page of cards has come: it is saved, and this tab can go on with it, too.
function takeAlong({ name, html }) {
  task = JSON.parse(new DOMParser().parseFromString(html, "text/html").getElementById("task").textContent);
  save(name, html, "text/html");
  tools();
  say(t("phone.handed_out", { file: name }));
}

// Hands in what was answered here while the laptop was out of reach.
function handIn() {
  if (homing) return;
  homing = keptHere()[0] || (lately && lately.answers.length > lately.taken ? lately : null);
  if (homing) link.send(arrival({ key: homing.key, id: homing.back.hand_out, text: packed(homeward(homing)) }));
}

// Whether what was sent can still be done: else it was, and its acknowledgement got lost.
function fits(message) {
  const stages = { answer: ["asking"], rate: ["answered"], do: [state.stage] };
  return message.turn === state.turn && message.stage === state.stage && stages[message.t].includes(state.stage);
}

function give(message) {
  if (away) {
    away.take({ ...message, turn: state.turn });
    draw();
    return;
  }
  if (!state || over) return;
  pending = { ...message, turn: state.turn, stage: state.stage };
  send();
}

// Draws the session that goes on without the laptop.
function draw() {
  if (!away) return;
  state = away.state();
  show(state, give);
}

function send() {
  sentAt = performance.now();
  const { stage, ...message } = pending;
  link.send(message);
}

// The cards to take along while the laptop is here; while it is not, the way to go on with them, and
// to get what was answered.
function tools() {
  const box = byId("away");
  box.replaceChildren();
  if (arriving) return;
  if (away) tool("phone.save", () => { const file = giveOut(away); draw(); say(t("phone.saved", { file })); });
  else if (link.isOpen() && !over) tool("phone.along", () => { link.send({ t: "along", clock: Date.now() }); say("…"); });
  else if (task) tool("phone.alone", goOn);
}

function tool(word, act) {
  const made = element("button", t(word), { type: "button" });
  made.addEventListener("click", act);
  byId("away").append(made);
}

function goOn() {
  away = alone(task, draw);
  pending = null;
  draw();
  tools();
}

fillIn();
link.open();
