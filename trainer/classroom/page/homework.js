// A homework page: a drill's questions in one file, answered where the teacher's machine is off.
// The answers are kept in the browser, and saved as a file (homework_file.py describes it).

import { byId, element, say } from "./element.js";
import { worded } from "./forms.js";
import { show } from "./question.js";
import { save } from "./saving.js";
import { fillIn, language, t } from "./words.js";

const task = JSON.parse(byId("task").textContent);
const key = `homework ${task.homework}`;
const kept = read();

let at = 0;          // which question shows, from 0
let looked = 0;      // since when
const buttons = element("nav");
const overview = element("ol");

function read() {
  try {
    const stored = JSON.parse(localStorage.getItem(key));
    if (stored && stored.answers) return stored;
  } catch { /* nothing kept, or nothing that can be read */ }
  return { name: "", answers: {} };
}

function keep() {
  try { localStorage.setItem(key, JSON.stringify(kept)); return true; } catch { return false; }
}

function ask(number) {
  at = number;
  looked = performance.now();
  const question = task.questions[at];
  const mine = kept.answers[at + 1];
  show({
    stage: "open", number: at + 1, of: task.questions.length, round: 1, paused: false, taking: true,
    own_pace: true, confidence: task.confidence, question, marked: question.marked, media: question.media,
    mine: mine && { ...mine, answer: worded(question.answer, mine.answer) },
  }, { give, pending: false, send: t("homework.keep") });
  if (mine) say(t("homework.kept"));
  redraw();
}

function give(answer, sure) {
  const before = kept.answers[at + 1];
  const spent = Math.round(performance.now() - looked);
  kept.answers[at + 1] = {
    answer, sure, at: new Date().toISOString(),
    after_ms: Math.min(86_400_000, (before ? before.after_ms : 0) + spent),
  };
  looked = performance.now();
  say(keep() ? t("homework.kept") : t("homework.not_kept"));
  redraw();
}

function redraw() {
  overview.replaceChildren(...task.questions.map((question, number) => {
    const item = element("li");
    const done = kept.answers[number + 1] !== undefined;
    const made = element("button", question.prompt, { type: "button", "aria-current": String(number === at) });
    if (question.language) made.lang = question.language;
    made.append(element("span", done ? t("homework.answered") : t("homework.open"), { class: done ? "tag mine" : "tag" }));
    made.addEventListener("click", () => ask(number));
    item.append(made);
    return item;
  }));
  const [back, next] = buttons.children;
  back.disabled = at === 0;
  next.disabled = at === task.questions.length - 1;
}

function step(word, by) {
  const made = element("button", t(word), { type: "button" });
  made.addEventListener("click", () => ask(at + by));
  return made;
}

function handIn() {
  const answers = Object.entries(kept.answers).map(([q, one]) => ({ q: Number(q), ...one }));
  const content = JSON.stringify({ trainer: "homework", v: 1, homework: task.homework, name: kept.name, answers });
  const file = `${kept.name.replace(/[^\p{L}\p{N}_-]+/gu, "-")}.homework.json`;
  save(file, content, "application/json");
  const open = task.questions.length - answers.length;
  say(`${t("homework.handed_in", { file })}${open ? ` ${t("homework.still_open", { open })}` : ""}`);
}

function begin() {
  byId("who").textContent = kept.name;
  byId("join").hidden = true;
  byId("drill").hidden = false;
  ask(Math.max(0, task.questions.findIndex((_, number) => kept.answers[number + 1] === undefined)));
}

fillIn();
document.title = t("homework.title");
byId("pinned").remove();
byId("join").querySelector("h1").textContent = task.title || t("homework.title");
byId("join").querySelector("button").textContent = t("homework.begin");
if (task.until) {
  const until = new Date(task.until).toLocaleString(language, { dateStyle: "full", timeStyle: "short" });
  byId("join").querySelector("h1").after(element("p", t("homework.until", { until })));
}
buttons.append(step("homework.back", -1), step("homework.next", 1));
const out = element("button", t("homework.hand_in"), { type: "button", class: "send" });
out.addEventListener("click", handIn);
const all = element("section", undefined, { id: "all" });
all.append(element("h2", t("homework.all")), overview, out);
byId("drill").append(byId("said"), buttons, all);
byId("join").addEventListener("submit", (event) => {
  event.preventDefault();
  kept.name = byId("name").value.trim();
  if (!kept.name) return;
  keep();
  begin();
});
if (kept.name) begin();
