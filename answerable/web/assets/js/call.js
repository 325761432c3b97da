// A call opens over whatever page is open, by Alt, Shift and T or by its button: the one that has rung longest, and
// where none rings, one by hand. T alone does it while the attention is on a ringing call.
import { initAll } from "../govuk-frontend.min.js";

export default function call(dialog) {
  const body = dialog.querySelector(".app-dialog__body");

  async function open(url) {
    for (const other of document.querySelectorAll("dialog[open]")) if (other !== dialog) other.close();
    if (!dialog.open) dialog.showModal();
    await window.htmx.ajax("POST", url, { target: body, swap: "innerHTML" });
    body.querySelector("textarea, #contact-who")?.focus();
  }

  // Two sheets on one page would share their fields' names: from a page that is one, the call has a page of its own.
  const onSheet = () => document.querySelector("main .app-contact") !== null;

  document.addEventListener("submit", (event) => {
    if (!event.target.querySelector("[data-takes-call]") || onSheet()) return;
    event.preventDefault();
    open(event.target.action);
  });
  document.addEventListener("keydown", (event) => {
    const everywhere = event.altKey && event.shiftKey && event.code === "KeyT";
    const here = event.key.toLowerCase() === "t" && "shortcuts" in document.body.dataset && !event.ctrlKey && !event.metaKey;
    const card = here && !event.target.closest("input, textarea, select") && event.target.closest("[data-call]");
    if (!everywhere && !card) return;
    event.preventDefault();
    const button = card ? card.querySelector("[data-takes-call]") : document.querySelector("[data-call] [data-takes-call]");
    if (button) button.form.requestSubmit(button);
    else if (everywhere) open(dialog.dataset.byHand);
  });
  body.addEventListener("htmx:afterSwap", () => initAll({ scope: body }));
  dialog.addEventListener("close", () => body.replaceChildren());
}
