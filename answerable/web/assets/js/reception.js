// The board of the counter. One key does what the focused visitor's button says, the arrows move from one to the next;
// they work while attention is within the board or nowhere, not while something is typed. Officers can switch them off.
const TYPING = "input:not([type=hidden]), textarea, select";

// Whether attention was in the board last, though the list may have been written anew since. When the page comes it is
// not: a screen reader begins at the top, and nothing scrolls.
let attended = false;
let row = 0; // of the visitor who had it
let before = null; // what the list said when it was written last
document.addEventListener("focusin", (event) => {
  const board = event.target.closest(".app-reception");
  attended = board !== null;
  row = board ? Math.max(0, visitors(board).indexOf(event.target.closest("[data-visitor]"))) : 0;
});

export default function reception(board) {
  const skew = Date.parse(board.dataset.now) - Date.now();
  const tick = () => {
    if (!board.isConnected) return clearInterval(ticking);
    const now = Math.floor((Date.now() + skew) / 1000);
    for (const one of board.querySelectorAll("time[data-passed]")) {
      one.textContent = clock(Math.max(0, now - Math.floor(Date.parse(one.dateTime) / 1000)));
    }
    for (const one of board.querySelectorAll("time[data-left]")) {
      const left = Math.floor(Date.parse(one.dateTime) / 1000) - now;
      one.textContent = `${clock(Math.abs(left))} ${left < 0 ? "late" : "left"}`;
    }
  };
  const ticking = setInterval(tick, 1000);
  // After sleep the board may be hours old.
  document.addEventListener("visibilitychange", () => {
    if (board.isConnected && !document.hidden) window.htmx?.trigger(board, "wake");
  });
  // The list is not written anew under the fingers of somebody who types or chooses in it.
  board.addEventListener("htmx:beforeSwap", (event) => {
    const asked = event.detail.requestConfig?.verb === "get";
    if (asked && board.contains(document.activeElement) && document.activeElement.matches(TYPING)) {
      event.detail.shouldSwap = false;
    }
  });
  if (attended || board.querySelector("[data-current]")) attend(board);
  before = say(board, before);
}

// What is new since the list was written before, once; a screen reader hears nothing of the clocks.
function say(board, before) {
  const words = (selector) => [...board.querySelectorAll(selector)];
  const now = new Set([
    ...words("[data-said]").map((one) => one.textContent),
    ...words("[data-say]").map((one) => one.dataset.say),
    ...words("[data-come]").map((one) => one.dataset.come),
  ]);
  const done = board.querySelector("[data-current]")?.dataset.come; // whoever did it knows
  const fresh = [...now].filter((one) => before && !before.has(one) && one !== done);
  if (fresh.length) document.querySelector("#reception-says").textContent = fresh.join(" ");
  return now;
}

// Heard at the document, so that no press is lost while the list is written anew. Where attention is nowhere, as when the
// page has come, keys work too, and the arrows scroll.
document.addEventListener("keydown", (event) => {
  const board = document.querySelector(".app-reception");
  if (!board || !("shortcuts" in document.body.dataset)) return;
  const nowhere = event.target === document.body && !event.key.startsWith("Arrow");
  if (nowhere || board.contains(event.target)) press(board, event);
});

// What was done stays at hand: the visitor whom it was done to, or else who stands there now.
function attend(board) {
  const current = board.querySelector("[data-current]");
  const there = current ?? visitors(board)[row] ?? visitors(board).at(-1) ?? heading(board);
  const here = document.activeElement;
  // What was taken back may be another visitor's than had attention: the next key is for the one it says.
  const elsewhere = current && board.contains(here) && !current.contains(here) && !here.matches(TYPING);
  if (here === document.body || elsewhere) there.focus({ preventScroll: !current });
}

const heading = (board) => board.querySelector("#reception-heading");
const visitors = (board) => [...board.querySelectorAll("[data-visitor]")];

function press(board, event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest(TYPING)) return;
  const key = event.key.toLowerCase();
  const all = visitors(board);
  const here = event.target.closest("[data-visitor]");
  if (key === "arrowdown" || key === "arrowup") {
    const next = all[all.indexOf(here) + (key === "arrowdown" ? 1 : -1)];
    event.preventDefault();
    return next?.focus();
  }
  const letter = /^[a-z]$/.test(key);
  const button = letter && (here?.querySelector(`[data-key="${key}"]`) ?? common(board, key));
  // Nobody is acted upon unseen: the first press shows who it would be.
  if (!button) return letter && !here && board.querySelector(`[data-key="${key}"]`)?.closest("[data-visitor]").focus();
  event.preventDefault();
  if (event.repeat) return;
  window.htmx?.process(button.form); // a list that was written anew this instant is not ready for a press yet
  button.click();
}

// Keys that belong to no visitor: somebody has come, undo, blank.
function common(board, key) {
  const button = board.querySelector(`[data-key="${key}"]`);
  return button && !button.closest("[data-visitor]") ? button : null;
}

function clock(seconds) {
  const two = (number) => String(number).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${two(seconds % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}
