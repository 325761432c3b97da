// Ctrl and Enter sends the form, by its first button that sends.
export default function sendKey(form) {
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    const send = form.querySelector("button[value=send]") ?? form.querySelector("button:not([type=button])");
    form.requestSubmit(send);
  });
}
