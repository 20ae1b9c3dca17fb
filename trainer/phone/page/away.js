// The page that is saved on the phone: the cards that the laptop handed out, without any network.

import { alone, giveOut, homeward, packed, sealed } from "./alone.js";
import { byId, element, say } from "./element.js";
import { show } from "./session.js";
import { fillIn, t } from "./words.js";

const task = JSON.parse(byId("task").textContent);
const session = alone(task, redraw);
const home = element("section", undefined, { id: "home" });

let shown = null;

function redraw() {
  shown = session.state();
  show(shown, give);
  const { answers, sealed: out } = session.kept();
  home.hidden = !answers.length;
  const many = answers.length - out;
  byId("link").textContent = many ? t("phone.to_hand_in", { many }) : "";
}

function give(message) {
  session.take({ ...message, turn: shown.turn });
  redraw();
}

function save() {
  const file = giveOut(session);
  redraw();
  say(t("phone.saved", { file }));
}

// The answers come after `#`, which no server is sent: the laptop's own page reads them there.
function go() {
  const kept = sealed(session);
  location.href = `${task.home}#home=${[kept.key, kept.back.hand_out, packed(homeward(kept))].join(".")}`;
}

function button(word, act) {
  const made = element("button", t(word), { type: "button" });
  made.addEventListener("click", act);
  home.append(made);
}

fillIn();
home.append(element("h2", t("phone.home")));
if (task.home) button("phone.go", go);
button("phone.save", save);
byId("drill").append(home);
redraw();
