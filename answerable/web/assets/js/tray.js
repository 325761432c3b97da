// The tray by keys: P prints the letter that attention is on, O records that it went out. They work only within the
// list, and officers can switch them off; then the links and buttons are there.
export default function tray(form) {
  if (!("shortcuts" in document.body.dataset)) return;
  form.addEventListener("keydown", (event) => {
    const row = event.target.closest("[data-letter]");
    if (!row || event.altKey || event.ctrlKey || event.metaKey || event.repeat) return;
    const does = /^[a-z]$/i.test(event.key) && row.querySelector(`[data-key="${event.key.toLowerCase()}"]`);
    if (!does) return;
    event.preventDefault();
    does.click();
  });
}
