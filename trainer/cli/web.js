// Puts the keyboard into the terminal as soon as the app shows, so that the first key counts.
"use strict";

const shown = new MutationObserver(() => {
  if (document.body.classList.contains("-first-byte")) {
    document.querySelector(".xterm-helper-textarea")?.focus();
    shown.disconnect();
  }
});
addEventListener("DOMContentLoaded", () => {
  shown.observe(document.body, { attributes: true, attributeFilter: ["class"] });
});
