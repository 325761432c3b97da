// htmx keeps the draft half a second after the last key. What is typed in the half second before somebody leaves
// goes with the page itself; once the form is sent there is nothing to keep.
import sendKey from "./send-key.js";

export default function draft(form) {
  let unsaved = false;
  form.addEventListener("input", () => (unsaved = true));
  form.addEventListener("change", () => (unsaved = true));
  form.addEventListener("htmx:afterRequest", () => (unsaved = false));
  form.addEventListener("submit", () => (unsaved = false));
  window.addEventListener("pagehide", () => {
    if (unsaved && form.isConnected) navigator.sendBeacon(form.dataset.draft, new FormData(form));
  });
  sendKey(form);
}
