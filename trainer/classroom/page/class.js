// A player's page in class. What is kept between loads is the seat's token alone; the state always
// comes whole from the teacher's trainer.

import { byId, say } from "./element.js";
import { linkTo } from "./link.js";
import { enable, isIn, show } from "./question.js";
import { fillIn, known, t } from "./words.js";

const VERSION = 3;
const seats = {
  read() { try { return localStorage.getItem("seat"); } catch { return null; } },
  keep(token) { try { localStorage.setItem("seat", token); } catch { /* this load only */ } },
  drop() { try { localStorage.removeItem("seat"); } catch { /* nothing kept */ } },
};

let token = seats.read();
let state = null;
let first = null;     // the message that takes the seat, while there is none
let pending = null;   // the answer sent and not yet acknowledged, to be sent again after a drop
let inFlight = 0;     // answers sent on this connection and not yet acknowledged
let held = null;      // the timer of an answer that follows too soon on the one before
let lately = [];      // when the last answers were sent
let sent = 0;         // when the answer in flight was sent
let over = false;
let deadline = null;

const link = linkTo(`ws://${location.host}/socket`, {
  hear: receive,
  up() {
    inFlight = 0;
    byId("link").textContent = "";
    return token ? { t: "back", v: VERSION, token } : first();
  },
  down() {
    if (over) return false;
    if (!token) { say(t("no_connection")); return false; }
    byId("link").textContent = t("reconnecting");
    return true;
  },
  wanted: () => Boolean(token) && !over,
  waiting: () => (inFlight > 0 ? sent : null),
});

function receive(message) {
  switch (message.t) {
    case "welcome":
      token = message.token;
      seats.keep(token);
      byId("who").textContent = message.team ? `${message.name} · ${message.team}` : message.name;
      byId("join").hidden = true;
      byId("drill").hidden = false;
      say("");
      break;
    case "state":
      state = message;
      deadline = state.seconds === null || state.paused ? null : performance.now() + state.seconds * 1000;
      show(state, { give, pending: pending !== null });
      resend();
      break;
    case "ack":
      if (--inFlight <= 0 && !held) pending = null;  // else it is on an answer changed since
      if (!state || state.number !== message.q) break;
      say(state.stage === "revealed" ? t("noted") : isIn());
      break;
    case "refused": refused(message); break;
    case "bye":
      over = true;
      if (message.code === "over") seats.drop();
      if (message.code === "removed") askAgain();
      enable(false);
      say(known(`bye.${message.code}`, message.say));
      break;
  }
}

function refused(message) {
  const why = known(`refused.${message.code}`, message.say);
  if (["closed", "answer", "paused", "unread"].includes(message.code)) {
    if (--inFlight <= 0 && message.code !== "paused") pending = null;
    say(why);
    return;
  }
  if (message.code === "alike" && message.name) byId("name").value = message.name;
  if (["seat", "done"].includes(message.code)) seats.drop();
  if (["seat", "removed", "done"].includes(message.code)) askAgain();
  say(why);
}

// The token of a seat that was taken away is kept: the teacher may give the seat back.
function askAgain() {
  token = null;
  byId("who").textContent = "";
  byId("join").hidden = false;
  byId("drill").hidden = true;
}

function give(answer, sure) {
  pending = { t: "answer", q: state.number, round: state.round, answer, sure };
  say(t("sending"));
  clearTimeout(held);
  const now = performance.now();  // no wall clock that is set back holds an answer
  lately = lately.filter((at) => now - at < 1000);
  if (lately.length < 5) { held = null; transmit(); return; }
  // a key that is held must not look like a flood
  held = setTimeout(() => { held = null; if (pending) transmit(); }, lately[0] + 1000 - now);
}

function transmit() {
  sent = performance.now();
  lately.push(sent);
  inFlight++;
  link.send(pending);
}

function resend() {
  if (!pending || held) return;
  const same = state.number === pending.q && state.round === pending.round;
  if (same && state.paused) {
    say(t("paused_waits"));
  } else if (same) {  // also when answers have closed: it may be in, and its acknowledgement lost
    if (!inFlight) transmit();
  } else {
    pending = null;
    say(t("too_late"));
  }
}

setInterval(() => {
  const left = deadline === null ? null : Math.max(0, Math.ceil((deadline - performance.now()) / 1000));
  const counts = left !== null && state && ["open", "revote"].includes(state.stage);
  byId("left").textContent = counts ? t("seconds", { seconds: left }) : "";
}, 250);

byId("join").addEventListener("submit", (event) => {
  event.preventDefault();
  say(t("joining"));
  over = false;
  first = () => ({
    t: "join", v: VERSION, pin: byId("pin").value, name: byId("name").value, token: seats.read() || "",
  });
  if (link.isOpen()) link.send(first()); else link.open();
});

fillIn();
byId("pin").value = /^#\d+$/.test(location.hash) ? location.hash.slice(1) : "";
if (byId("pin").value) byId("name").focus();
if (token) link.open();
