// htmx keeps the draft half a second after the last key. What is typed in the half second before somebody leaves
// goes with the page or the dialog itself; once the form is sent there is nothing to keep.
import sendKey from "./send-key.js";

export default function draft(form) {
  let unsaved = false;
  form.addEventListener("input", () => (unsaved = true));
  form.addEventListener("change", () => (unsaved = true));
  form.addEventListener("htmx:afterRequest", () => (unsaved = false));
  form.addEventListener("submit", () => (unsaved = false));
  const keep = () => {
    if (unsaved) navigator.sendBeacon(form.dataset.draft, new FormData(form));
    unsaved = false;
  };
  window.addEventListener("pagehide", () => form.isConnected && keep());
  form.closest("dialog")?.addEventListener("close", keep);
  sendKey(form);
}
