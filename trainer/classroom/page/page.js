// A player's page. All text from outside is set as text, never as HTML. What is kept between
// loads is the seat's token alone; the state always comes whole from the teacher's trainer.
"use strict";

const VERSION = 2;
const SHAPES = ["▲", "●", "■", "◆", "★", "♥", "✚", "☾"];
const byId = (id) => document.getElementById(id);
const seats = {
  read() { try { return localStorage.getItem("seat"); } catch { return null; } },
  keep(token) { try { localStorage.setItem("seat", token); } catch { /* this load only */ } },
  drop() { try { localStorage.removeItem("seat"); } catch { /* nothing kept */ } },
};

let socket = null;
let token = seats.read();
let state = null;
let shown = "";       // which question, round and stage the answer controls were built for
let draft = null;     // what is chosen or arranged and not yet sent
let pending = null;   // the answer sent and not yet acknowledged, to be sent again after a drop
let inFlight = 0;     // answers sent on this connection and not yet acknowledged
let given = null;     // the answer given last, and to what, to say afterwards how sure one is
let held = null;      // the timer of an answer that follows too soon on the one before
let lately = [];      // when the last answers were sent
let tries = 0;
let over = false;
let deadline = null;
let heard = 0;        // when the teacher's trainer was heard last, or a connection begun
let asked = 0;        // when it was asked for a sign of life last
let sent = 0;         // when the answer in flight was sent

// Packets can vanish without a word. Without a sign of life for so long, the connection is dead.
const SILENCE = 4000;
const BEAT = 1500;

function element(tag, text, attributes = {}) {
  const made = document.createElement(tag);
  if (text !== undefined && text !== null) {
    if (tag === "option") made.textContent = plainText(text); else made.append(...markedText(text));
    made.dir = "auto";
  }
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

function say(text) { byId("said").textContent = text; }

function send(message) {
  if (socket && socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
}

function connect(first) {
  over = false;
  const here = new WebSocket(`ws://${location.host}/socket`);
  socket = here;
  heard = asked = performance.now();
  here.onopen = () => { heard = performance.now(); tries = 0; inFlight = 0; byId("link").textContent = ""; send(first()); };
  here.onmessage = (event) => {
    heard = performance.now();
    if (socket === here) receive(JSON.parse(event.data));
  };
  here.onclose = () => { if (socket === here) lost(); };
}

function lost() {
  socket = null;
  if (over) return;
  if (!token) {
    say("No connection. Is this device in the same network as the wall? Press Join to try again.");
    return;
  }
  byId("link").textContent = "reconnecting …";
  const wait = Math.min(2000, 250 * 2 ** tries++) * (0.75 + Math.random() / 2);
  setTimeout(() => { if (!socket && token) comeBack(); }, wait);
}

function comeBack() { connect(() => ({ t: "back", v: VERSION, token })); }

function giveUp() {
  const dead = socket;
  if (!dead) return;
  lost();
  dead.close();
}

setInterval(() => {
  if (!socket) return;
  const now = performance.now();
  const unanswered = inFlight > 0 && now - sent > SILENCE;
  if (now - heard > SILENCE || unanswered) { giveUp(); return; }
  if (now - asked > BEAT) { asked = now; send({ t: "beat" }); }
}, 500);

window.addEventListener("offline", giveUp);
window.addEventListener("online", () => { if (!socket && token && !over) comeBack(); });

// A phone that slept may hold a dead connection without knowing it.
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "visible" || !token || over) return;
  if (socket) { const old = socket; socket = null; old.close(); }
  comeBack();
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
      deadline = state.seconds === null || state.paused ? null : Date.now() + state.seconds * 1000;
      show();
      resend();
      break;
    case "ack":
      if (--inFlight <= 0 && !held) pending = null;  // else it is on an answer changed since
      if (!state || state.number !== message.q) break;
      if (state.stage === "revealed") say("Noted.");
      else say(state.taking ? "Your answer is in. You can change it until answers close." : "Your answer is in.");
      break;
    case "refused": refused(message); break;
    case "bye":
      over = true;
      if (message.code === "over") seats.drop();
      if (message.code === "removed") askAgain();
      enable(false);
      say(message.say);
      break;
  }
}

function refused(message) {
  if (["closed", "answer", "paused", "unread"].includes(message.code)) {
    if (--inFlight <= 0 && message.code !== "paused") pending = null;
    say(message.say);
    return;
  }
  if (["seat", "done"].includes(message.code)) seats.drop();
  if (["seat", "removed", "done"].includes(message.code)) askAgain();
  say(message.say);
}

// The token of a seat that was taken away is kept: the teacher may give the seat back.
function askAgain() {
  token = null;
  byId("who").textContent = "";
  byId("join").hidden = false;
  byId("drill").hidden = true;
}

function resend() {
  if (!pending || held) return;
  const same = state.number === pending.q && state.round === pending.round;
  if (same && state.paused) {
    say("Paused: your answer goes in when the drill goes on.");
  } else if (same) {  // also when answers have closed: it may be in, and its acknowledgement lost
    if (!inFlight) transmit();
  } else {
    pending = null;
    say("Your answer came too late.");
  }
}

function transmit() {
  lately.push(Date.now());
  inFlight++;
  sent = performance.now();
  send(pending);
}

function enable(taking) {
  for (const control of document.querySelectorAll("#drill button, #drill input, #drill select")) {
    control.disabled = !taking || control.dataset.edge === "true";
  }
}

function show() {
  const question = state.question;
  const place = state.number ? `Question ${state.number}` : "";
  const paused = state.paused ? "paused" : "";
  const second = state.stage === "revote" ? "second vote" : "";
  byId("place").textContent = [place, second, paused].filter(Boolean).join(" · ");
  byId("prompt").replaceChildren(...markedText(question ? question.prompt : waiting()));
  byId("setting").replaceChildren(...markedText(question ? question.setting : ""));
  byId("setting").hidden = !(question && question.setting);
  const now = [state.number, state.round, state.stage].join(" ");
  if (now !== shown) {
    shown = now;
    draft = null;
    build(question);
    say(tell());
    byId("prompt").focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }
  byId("hint").hidden = !(question && question.hint && state.key === undefined);
  byId("hinted").replaceChildren(...markedText(question ? question.hint : ""));
  byId("sure").hidden = !(state.confidence && state.taking && question && !marksSelf());
  restore();
  enable(state.taking);
  result();
}

function marksSelf() {
  const question = state.question;
  return Boolean(question && question.answer && question.answer.form === "self");
}

function waiting() {
  if (state.stage === "lobby") return "You are in. The drill begins soon.";
  if (state.stage === "done") return "The drill is over.";
  if (state.stage === "open") return "All your answers are in. Well done.";
  return "Look at the wall.";
}

function tell() {
  if (state.stage === "think") return "Think first; answers open in a moment.";
  if (state.stage === "closed") return "Answers are closed.";
  if (state.stage === "open" && marksSelf()) {
    return "Say the answer to yourself; the key comes next.";
  }
  return "";
}

function build(question) {
  const box = byId("answer");
  box.replaceChildren();
  byId("send").replaceChildren();
  for (const radio of document.getElementsByName("sure")) radio.checked = false;
  byId("hint").open = false;
  if (question && question.answer) forms[question.answer.form].build(box, question.answer);
}

// The one table of forms: how each is built, and how an answer that is kept is shown on it.
const forms = {
  one: { build: buildChoice, restore: (box, answer, form) => press(box, [form.options.indexOf(answer)]) },
  truth: { build: buildTruth, restore: (box, answer) => press(box, [answer ? 0 : 1]) },
  several: { build: buildPick, restore: restorePick },
  order: { build: buildOrder, restore: restoreOrder },
  match: { build: buildMatch, restore: restoreMatch },
  write: { build: buildTexts, restore: restoreTexts },
  lines: { build: buildTexts, restore: restoreTexts },
  self: { build: buildSelfMark, restore: (box, answer) => press(box, [MARKS.indexOf(answer)]) },
};
const MARKS = ["right", "partly", "wrong"];

function button(text, index, act) {
  const made = element("button", undefined, { type: "button", "aria-pressed": "false" });
  if (index !== null) {
    const letter = String.fromCharCode(65 + index);
    const mark = element("span", `${letter} ${SHAPES[index % SHAPES.length]}`, { class: "letter" });
    made.append(mark);
  }
  made.append(...markedText(text, false));
  made.dataset.option = text;
  made.addEventListener("click", act);
  return made;
}

function give(answer) {
  if (!state || !state.taking) return;
  const sure = document.querySelector("input[name=sure]:checked");
  pending = { t: "answer", q: state.number, round: state.round, answer, sure: sure ? sure.value : null };
  given = { at: shown, answer };
  say("Sending …");
  clearTimeout(held);
  lately = lately.filter((at) => Date.now() - at < 1000);
  if (lately.length < 5) { held = null; transmit(); return; }
  // a key that is held must not look like a flood
  const wait = lately[0] + 1000 - Date.now();
  held = setTimeout(() => { held = null; if (pending) transmit(); }, wait);
}

function sender(read) {
  const made = element("button", "Send", { type: "button", class: "send" });
  made.addEventListener("click", () => { const answer = read(); if (answer !== null) give(answer); });
  byId("send").append(made);
}

function press(box, indices) {
  [...box.querySelectorAll("button[aria-pressed]")].forEach((made, index) => {
    made.setAttribute("aria-pressed", String(indices.includes(index)));
  });
}

// Where each goes on by himself, the next question comes at once: there a tap can be taken back.
function buildOneOf(box, words, answers) {
  words.forEach((word, index) => {
    box.append(button(word, index, () => {
      draft = answers[index];
      press(box, [index]);
      if (!state.own_pace) give(draft);
    }));
  });
  if (state.own_pace) sender(() => { if (draft === null) say("Choose an answer first."); return draft; });
}

function buildChoice(box, form) {
  buildOneOf(box, form.options, form.options.map((_, index) => index));
}

function buildTruth(box) { buildOneOf(box, ["True", "False"], [true, false]); }

function buildSelfMark(box) {
  if (state.stage !== "revealed") return;
  box.append(element("p", "Did you know it?"));
  ["Yes", "Partly", "No"].forEach((word, index) => {
    const mark = MARKS[index];
    box.append(button(word, null, () => { draft = mark; press(box, [index]); give(mark); }));
  });
}

function buildPick(box, form) {
  draft = [];
  form.options.forEach((option, index) => {
    box.append(button(option, index, () => {
      draft = draft.includes(index) ? draft.filter((other) => other !== index) : [...draft, index];
      press(box, draft);
    }));
  });
  sender(() => draft);
}

function restorePick(box, answer, form) {
  draft = answer.map((option) => form.options.indexOf(option));
  press(box, draft);
}

function buildOrder(box, form) {
  draft = form.options.map((_, index) => index);
  const list = element("ol");
  box.append(list);
  list.redraw = () => {
    list.replaceChildren(...draft.map((option, place) => {
      const item = element("li");
      const row = element("div", undefined, { class: "row" });
      row.append(element("span", form.options[option]));
      for (const [sign, by, word] of [["↑", -1, "up"], ["↓", 1, "down"]]) {
        const label = `Move ${plainText(form.options[option])} ${word}`;
        const made = element("button", sign, { type: "button", "aria-label": label });
        made.dataset.edge = String(place + by < 0 || place + by >= draft.length);
        made.disabled = made.dataset.edge === "true";
        made.addEventListener("click", () => {
          [draft[place], draft[place + by]] = [draft[place + by], draft[place]];
          list.redraw();
          const buttons = list.children[place + by].querySelectorAll("button:not(:disabled)");
          const same = [...buttons].find((other) => other.textContent === sign);
          (same || buttons[0]).focus();
          say(`${plainText(form.options[option])} is now number ${place + by + 1}.`);
        });
        row.append(made);
      }
      item.append(row);
      return item;
    }));
  };
  list.redraw();
  sender(() => draft);
}

function restoreOrder(box, answer, form) {
  const free = form.options.map((_, index) => index);  // a thing may stand twice
  draft = answer.map((thing) => free.splice(free.findIndex((at) => form.options[at] === thing), 1)[0]);
  box.querySelector("ol").redraw();
}

function buildMatch(box, form) {
  form.lefts.forEach((left, index) => {
    const id = `match${index}`;
    box.append(element("label", left, { for: id }));
    const select = element("select", undefined, { id });
    select.append(element("option", "choose …", { value: "" }));
    form.options.forEach((option, at) => select.append(element("option", option, { value: at })));
    box.append(select);
  });
  sender(() => {
    const values = [...box.querySelectorAll("select")].map((select) => select.value);
    if (!values.some(Boolean)) { say("Choose an answer first."); return null; }
    return values.map((value) => (value === "" ? null : Number(value)));
  });
}

function restoreMatch(box, answer, form) {
  box.querySelectorAll("select").forEach((select, at) => {
    const right = answer[form.lefts[at]];
    select.value = right === undefined ? "" : form.options.indexOf(right);
  });
}

function buildTexts(box, form) {
  const many = form.blanks || 1;
  const several = form.form === "lines";
  const written = form.unit || (several ? "" : form.what);
  const what = written ? `Your answer (${written})` : "Your answer";
  for (let index = 0; index < many; index++) {
    const id = `text${index}`;
    box.append(element("label", many > 1 ? `${what}, ${index + 1} of ${many}` : what, { for: id }));
    const input = element("input", undefined, { id, maxlength: 200, autocomplete: "off", autocapitalize: "none", spellcheck: "false" });
    if (form.digits) input.setAttribute("inputmode", "decimal");
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      byId("send").firstChild.click();
    });
    box.append(input);
  }
  sender(() => {
    const texts = [...box.querySelectorAll("input")].map((input) => input.value.trim());
    if (!texts.some(Boolean)) { say("Write an answer first."); return null; }
    return several ? texts : texts[0];
  });
}

function restoreTexts(box, answer) {
  box.querySelectorAll("input").forEach((input, at) => { input.value = [].concat(answer)[at] || ""; });
}

// Shows the answer that is kept, unless something newer is being put together here.
function restore() {
  const mine = state.mine;
  const box = byId("answer");
  if (mine && !pending && state.taking && !byId("said").textContent) {
    say("Your answer is in. You can change it until answers close.");
  }
  if (!mine || pending || (draft !== null && box.dataset.for === shown)) return;
  box.dataset.for = shown;
  const form = state.question.answer;
  if (mine.sure) document.querySelector(`input[name=sure][value=${mine.sure}]`).checked = true;
  if (box.firstChild) forms[form.form].restore(box, mine.answer, form);
  if (state.taking) say("Your answer is in. You can change it until answers close.");
}

function result() {
  const box = byId("result");
  const now = JSON.stringify([shown, state.key, state.score, state.standing]);
  if (now === box.dataset.for) return;  // it is read aloud once
  box.dataset.for = now;
  box.replaceChildren();
  if (state.key !== undefined) {
    markRight();
    if (state.score !== null && state.score !== undefined && !marksSelf()) {
      const [kind, word] = state.score >= 1 ? ["right", "✓ right"] : state.score > 0 ? ["partly", "◐ partly right"] : ["wrong", "✗ not this time"];
      box.append(element("p", word, { class: `verdict ${kind}` }));
    } else if (!marksSelf()) box.append(element("p", "No answer from you.", { class: "verdict" }));
    box.append(element("p", state.key, { class: "key" }));
    if (state.why) box.append(element("p", state.why));
  }
  if (state.standing) {
    const { right, of, points } = state.standing;
    const earned = Number.isInteger(right) ? right : right.toFixed(1);
    box.append(element("p", `${earned} of ${of} right${points === undefined ? "" : ` · ${points} points`}`, { class: "verdict" }));
  }
}

function markRight() {
  if (!["one", "several", "truth"].includes(state.question.answer.form)) return;
  for (const made of byId("answer").querySelectorAll("button[data-option]")) {
    made.classList.toggle("right", state.right.includes(made.dataset.option));
  }
}

setInterval(() => {
  const left = deadline === null ? null : Math.max(0, Math.ceil((deadline - Date.now()) / 1000));
  byId("left").textContent = left === null || !state || !["open", "revote"].includes(state.stage) ? "" : `${left} s`;
}, 250);

for (const radio of document.getElementsByName("sure")) {
  radio.addEventListener("change", () => {
    const mine = given && given.at === shown ? given.answer : state.mine ? state.mine.answer : null;
    if (mine !== null) give(mine);
  });
}

byId("join").addEventListener("submit", (event) => {
  event.preventDefault();
  say("Joining …");
  const seat = () => ({
    t: "join", v: VERSION, pin: byId("pin").value, name: byId("name").value, token: seats.read() || "",
  });
  if (socket && socket.readyState === WebSocket.OPEN) send(seat()); else connect(seat);
});

byId("pin").value = /^#\d+$/.test(location.hash) ? location.hash.slice(1) : "";
if (byId("pin").value) byId("name").focus();
if (token) comeBack();
