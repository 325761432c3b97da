// Triage by keys: one key sorts a case, the arrows move along the list. They work while attention is within
// triage, and not while something is typed; officers can switch them off, and then only the buttons are there.
const TYPING = "input, textarea, select, [contenteditable]";

export default function triage(root) {
  // After each sorting the next case is read out, and the keys are at hand.
  root.querySelector("[data-current]")?.focus({ preventScroll: true });
  if (!("shortcuts" in document.body.dataset)) return;

  function move(step) {
    const all = [...root.querySelectorAll(".app-triage__one")];
    all[all.findIndex((one) => one.hasAttribute("aria-current")) + step]?.click();
  }

  function join() {
    const suggested = root.querySelector("[data-suggested]");
    if (suggested) return suggested.click();
    root.querySelector("[data-join], #triage-typed")?.focus();
  }

  root.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest(TYPING)) return;
    const key = event.key.toLowerCase();
    const button = /^[a-z]$/.test(key) && root.querySelector(`[data-key="${key}"]`);
    const does = { arrowdown: () => move(1), arrowup: () => move(-1), j: join };
    // The text scrolls by the arrows while attention is on it.
    if (key.startsWith("arrow") && event.target.closest(".app-triage__text")) return;
    if (!button && !(key in does)) return;
    event.preventDefault();
    if (event.repeat) return;
    if (button) button.click();
    else does[key]();
  });
}
