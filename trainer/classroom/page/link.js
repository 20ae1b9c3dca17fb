// A connection to the teacher's trainer that knows when it is alone, and comes back by itself.

// Packets can vanish without a word. Without a sign of life for so long, the connection is dead.
const SILENCE = 4000;
const BEAT = 1500;

// `hooks`: `hear(message)` takes each message; `up()` gives the first message of a connection;
// `down()` hears that it is gone, and says whether to come back; `waiting()` says since when an
// answer has been on its way, or null.
export function linkTo(address, hooks) {
  let socket = null;
  let heard = 0;  // when the other side was heard last, or a connection begun
  let asked = 0;  // when it was asked for a sign of life last
  let tries = 0;

  function open() {
    const here = new WebSocket(address);
    socket = here;
    heard = asked = performance.now();
    here.onopen = () => {
      heard = performance.now();
      tries = 0;
      send(hooks.up());
    };
    here.onmessage = (event) => {
      heard = performance.now();
      if (socket === here) hooks.hear(JSON.parse(event.data));
    };
    here.onclose = () => { if (socket === here) lost(); };
  }

  function lost() {
    socket = null;
    if (!hooks.down()) return;
    const wait = Math.min(2000, 250 * 2 ** tries++) * (0.75 + Math.random() / 2);
    setTimeout(() => { if (!socket && hooks.wanted()) open(); }, wait);
  }

  function giveUp() {
    const dead = socket;
    if (!dead) return;
    lost();
    dead.close();
  }

  function send(message) {
    if (socket && socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  }

  setInterval(() => {
    if (!socket) return;
    const now = performance.now();
    // what is asked of a connection that is only being made was sent on the one before
    const since = socket.readyState === WebSocket.OPEN ? hooks.waiting() : null;
    if (now - heard > SILENCE || (since !== null && now - since > SILENCE)) { giveUp(); return; }
    if (now - asked > BEAT) { asked = now; send({ t: "beat" }); }
  }, 500);

  // A link with another code, opened in this window, loads nothing by itself.
  window.addEventListener("hashchange", () => location.reload());
  window.addEventListener("offline", giveUp);
  window.addEventListener("online", () => { if (!socket && hooks.wanted()) open(); });

  // A phone that slept may hold a dead connection without knowing it.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible" || !hooks.wanted()) return;
    if (socket) { const old = socket; socket = null; old.close(); }
    open();
  });

  return { open, send, isOpen: () => socket !== null && socket.readyState === WebSocket.OPEN };
}
