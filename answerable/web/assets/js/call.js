// A call opens over whatever page is open, by Alt, Shift and T or by its button: the one that has rung longest, and
// where none rings, one by hand. T alone does it while the attention is on a ringing call.
import { onSheet, prepare, show } from "./over.js";

export default function call(dialog) {
  const body = prepare(dialog);
  const open = (url) => show(dialog, "POST", url, () => body.querySelector("textarea") ?? body.querySelector("button"));

  function take(button) {
    if (button) button.form.requestSubmit(button);
    else if (!onSheet()) open(dialog.dataset.byHand);
  }

  document.addEventListener("submit", (event) => {
    if (!event.target.querySelector("[data-takes-call]") || onSheet()) return;
    event.preventDefault();
    open(event.target.action);
  });
  document.addEventListener("keydown", (event) => {
    if (event.altKey && event.shiftKey && event.code === "KeyT") {
      event.preventDefault();
      take(document.querySelector("[data-call] [data-takes-call]"));
    } else if (single(event)) {
      event.preventDefault();
      take(event.target.closest("[data-call]").querySelector("[data-takes-call]"));
    }
  });
}

function single(event) {
  if (event.key.toLowerCase() !== "t" || event.ctrlKey || event.metaKey || event.altKey) return false;
  if (!("shortcuts" in document.body.dataset) || event.target.closest("input, textarea, select")) return false;
  return event.target.closest("[data-call]")?.querySelector("[data-takes-call]");
}
