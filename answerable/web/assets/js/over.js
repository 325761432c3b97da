// A sheet opens over whatever page is open, by its keys (Alt, Shift and `data-key`) or by its link, and that page stays
// as it was. One at a time: another that was open is closed, and keeps what is typed.
import { initAll } from "../govuk-frontend.min.js";

const FIELD = "select, textarea, input:not([type=hidden]), button";

export default function over(dialog) {
  const { url, key, first } = dialog.dataset;
  const body = prepare(dialog);

  function open() {
    if (location.pathname === url) return document.querySelector(`main :is(${first})`)?.focus();
    if (!dialog.open) show(dialog, "GET", url, () => body.querySelector(first));
  }

  document.addEventListener("keydown", (event) => {
    if (!event.altKey || !event.shiftKey || event.code !== key) return;
    event.preventDefault();
    if (onSheet() && location.pathname !== url) location.assign(url);
    else open();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest(`a[href="${url}"]`);
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || location.pathname === url || onSheet()) return;
    event.preventDefault();
    open();
  });
}

// Two sheets on one page would share their fields' names: from a page that is one, another has a page of its own.
export function onSheet() {
  return document.querySelector("main .app-contact") !== null;
}

export function prepare(dialog) {
  const body = dialog.querySelector(".app-dialog__body");
  body.addEventListener("htmx:afterSwap", () => {
    initAll({ scope: body });
    // What was pressed may be gone with what it stood in: attention stays in the sheet.
    if (document.activeElement === document.body) body.querySelector(dialog.dataset.first ?? FIELD)?.focus();
  });
  dialog.addEventListener("close", () => body.replaceChildren());
  return body;
}

export async function show(dialog, method, url, first) {
  for (const other of document.querySelectorAll("dialog[open]")) if (other !== dialog) other.close();
  if (!dialog.open) dialog.showModal();
  await window.htmx.ajax(method, url, { target: dialog.querySelector(".app-dialog__body"), swap: "innerHTML" });
  first()?.focus();
}
