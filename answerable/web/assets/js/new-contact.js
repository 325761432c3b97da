// A new contact opens over whatever page is open, by Alt, Shift and N or by its link, and that page stays as it was.
import { initAll } from "../govuk-frontend.min.js";

export default function newContact(dialog) {
  const url = dialog.dataset.url;
  const body = dialog.querySelector("#new-contact-body");

  async function open() {
    if (location.pathname === url) return document.querySelector("#contact-who")?.focus();
    if (dialog.open) return;
    dialog.showModal();
    await window.htmx.ajax("GET", url, { target: body, swap: "innerHTML" });
    body.querySelector("#contact-who")?.focus();
  }

  document.addEventListener("keydown", (event) => {
    if (!event.altKey || !event.shiftKey || event.code !== "KeyN") return;
    event.preventDefault();
    open();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest(`a[href="${url}"]`);
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || location.pathname === url) return;
    event.preventDefault();
    open();
  });
  body.addEventListener("htmx:afterSwap", () => initAll({ scope: body }));
  dialog.addEventListener("close", () => body.replaceChildren());
}
