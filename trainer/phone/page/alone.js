// A session on cards that the laptop handed out, where it is out of reach: the same states as the
// laptop sends, and the same steps. The laptop computed every interval that is shown; what is rated
// counts once it has come home (hand_in.py).

import { worded } from "./forms.js";
import { save } from "./saving.js";
import { t } from "./words.js";

const PREFIX = "phone ";
const NAMES = ["Again", "Hard", "Good", "Easy"];

// What this browser keeps of a hand-out; null where it keeps nothing, or nothing of ours.
function read(id) {
  try {
    const kept = JSON.parse(localStorage.getItem(PREFIX + id));
    return kept.back.hand_out === id && Array.isArray(kept.answers) ? kept : null;
  } catch { return null; }
}

function write(id, kept) {
  try { localStorage.setItem(PREFIX + id, JSON.stringify(kept)); return true; } catch { return false; }
}

// What is kept of hand-outs and has not reached the laptop yet.
export function keptHere() {
  try {
    const ids = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
    const all = ids.map((key) => read(key.slice(PREFIX.length)));
    return all.filter((kept) => kept && kept.answers.length > kept.taken);
  } catch { return []; }
}

// Notes that the laptop has so many answers of a hand-out.
export function noteTaken(id, many) { note(id, "taken", many); }

function note(id, what, many) {
  const kept = read(id);
  if (kept) write(id, { ...kept, [what]: Math.max(kept[what], many) });
}

// What goes home, in letters that any address and message can carry.
export function homeward({ back, answers }) { return JSON.stringify({ ...back, answers }); }

export function packed(text) {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(""));
}

// Gives out the answers of a session as a file; its name.
export function giveOut(session) {
  const kept = sealed(session);
  const name = `trainer-${kept.back.hand_out}.answers.json`;
  save(name, homeward(kept), "application/json");
  return name;
}

// What is about to leave the page, which can no longer be taken back here: it may come home.
export function sealed(session) {
  const kept = session.kept();
  kept.sealed = kept.answers.length;
  note(kept.back.hand_out, "sealed", kept.sealed);
  return kept;
}

// A session on a hand-out. `redraw` is called when time, or another tab, went on.
export function alone(task, redraw) {
  const id = task.back.hand_out;
  let kept = read(id) || { back: task.back, key: task.key, answers: [], sealed: 0, taken: 0 };
  let keeps = write(id, kept);
  let later = [];       // the cards that were put off, in this load of the page
  let asked = null;     // what shows: its turn, its card, and what its ratings lead to
  let answered = null;  // the answer to it that is not yet rated
  let open = false;     // whether its options show
  let turns = 0;
  let since = 0;

  const now = () => Date.now() + task.off;
  const dayOf = (moment) => task.days.filter((begin) => begin <= moment).length;

  // What is kept now: another tab may have gone on.
  function refreshed() {
    if (keeps) kept = read(id) || kept;
    return kept;
  }

  function keep(answers) {
    kept = { ...kept, answers };
    keeps = write(id, kept);
  }

  const version = () => JSON.stringify([kept.answers.length, kept.answers.at(-1)]);

  // What is new waits equally long whenever it is met; of the rest so many days are foreseen.
  const ratingsOn = ({ ratings }, day) => (ratings.length === 1 ? ratings[0] : ratings[day]);

  // When a card can be asked, and what its ratings lead to; null where this page is done with it.
  function place(card, moment) {
    const answers = kept.answers.filter((one) => one.ref === card.ref);
    const day = dayOf(moment);
    if (!answers.length) {
      const ready = Math.max(card.ready, card.from ? task.days[card.from - 1] : 0);
      return { ready, step: card.ready > 0, leads: ratingsOn(card, day) };
    }
    let leads = ratingsOn(card, dayOf(answers[0].at));
    let last = null;
    for (const one of answers) {
      last = leads && leads.find((lead) => lead.rating === one.rating);
      if (!last || !last.then || dayOf(one.at) !== day) return null;  // the laptop goes on with it
      leads = last.then;
    }
    return { ready: answers.at(-1).at + last.wait, step: true, leads };
  }

  // What is to be asked, in its order: steps that are due, the other cards, steps that are near.
  function rows(moment) {
    const all = task.cards.map((card) => ({ card, ...place(card, moment) })).filter((one) => one.ready !== undefined);
    const steps = all.filter((one) => one.step).sort((a, b) => a.ready - b.ready);
    const due = [...steps, ...all.filter((one) => !one.step)].filter((one) => one.ready <= moment);
    const put = later.map((ref) => due.find((one) => one.card.ref === ref)).filter(Boolean);
    const near = steps.filter((one) => one.ready > moment && one.ready <= moment + task.ahead);
    const waits = all.map((one) => one.ready - (one.step ? task.ahead : 0)).filter((until) => until > moment);
    return { row: [...due.filter((one) => !put.includes(one)), ...put, ...near], until: Math.min(...waits) };
  }

  function ask({ card = null, leads } = {}) {
    asked = { card, leads, turn: `${id} ${++turns}`, version: version() };
    answered = null;
    open = false;
    since = performance.now();
  }

  function state() {
    refreshed();
    const { row, until } = rows(now());
    if (!asked || !asked.card || asked.version !== version()) ask(row[0]);
    const { card, turn } = asked;
    const shown = {
      t: "state", alone: true, turn, done: kept.answers.length,
      left: { new: 0, learning: 0, review: row.length }, trouble: keeps ? null : t("phone.not_kept"),
      undo: canUndo(),
    };
    if (!card) {
      if (!Number.isFinite(until)) return { ...shown, stage: "finished" };
      const when = new Date(until - task.off).toLocaleString([], { weekday: "short", hour: "2-digit", minute: "2-digit" });
      return { ...shown, stage: "waiting", until: when };
    }
    Object.assign(shown, { as: card.as, marked: card.marked, question: card.question, media: card.media });
    if (answered) return { ...shown, ...revealed(card) };
    if (!card.thinks || open) return { ...shown, stage: "asking" };
    return { ...shown, stage: "thinking", question: { ...card.question, answer: null }, media: { ...card.media, options: {} } };
  }

  // What the laptop marked beforehand is shown as it marked it; else the answer is shown by the key.
  function revealed(card) {
    const { given } = answered;
    const marked = (card.marks || []).find((one) => one.given === given);
    const unmarked = { reveal: { ...card.reveal, not_answered: false, note: t("phone.compare") }, suggested: null };
    const { reveal, suggested } = marked || (given === null ? card : unmarked);
    return {
      stage: "answered", given, reveal, suggested, right: card.right, media: card.revealed, may_be_right: false,
      ratings: asked.leads || NAMES.map((name, index) => ({ rating: index + 1, name, next: "" })),
    };
  }

  function rate(rating) {
    const { ref, since: move } = asked.card;
    const spent = Math.round(performance.now() - since);
    keep([...kept.answers, { ref, since: move, rating, answer: answered.given, at: Math.round(now()), spent }]);
    later = later.filter((one) => one !== ref);
  }

  const canUndo = () => Boolean(answered) || kept.answers.length > Math.max(kept.sealed, kept.taken);

  // Back to the question; or to the answer that was rated last, to be rated again.
  function undo() {
    if (answered) { answered = null; open = true; return; }
    const last = kept.answers.at(-1);
    keep(kept.answers.slice(0, -1));
    const card = task.cards.find((one) => one.ref === last.ref);
    ask({ card, ...place(card, last.at) });
    answered = { given: last.answer };
  }

  // Does a step; one that another tab overtook changes nothing.
  function take(message) {
    refreshed();
    if (message.turn !== asked.turn || asked.version !== version()) return;
    const asks = asked.card && !answered;
    if (message.t === "answer" && asks) answered = { given: worded(asked.card.question.answer, message.answer) };
    else if (message.t === "rate" && answered) rate(message.rating);
    else if (message.act === "show" && asks) open = true;
    else if (message.act === "reveal" && asks) answered = { given: null };
    else if (message.act === "undo" && canUndo()) undo();
    else if (message.act === "skip" && asked.card) putOff(asked.card.ref);
  }

  function putOff(ref) {
    later = [...later.filter((one) => one !== ref), ref];
    ask(rows(now()).row[0]);
  }

  window.addEventListener("storage", redraw);
  setInterval(() => { if (asked && !asked.card) redraw(); }, 5000);
  return { state, take, kept: refreshed };
}
