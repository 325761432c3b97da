// The keys, shown by "?" to officers who use single keys, and by the link in their menu to everybody.
const TYPING = "input, textarea, select, [contenteditable]";

export default function keys(dialog) {
  for (const opener of document.querySelectorAll("[data-opens-keys]")) opener.hidden = false;
  document.addEventListener("keydown", (event) => {
    if (event.altKey && event.shiftKey && event.code === "KeyR") {
      const box = document.querySelector("#reply [data-first], #reply textarea");
      if (box) event.preventDefault();
      box?.focus();
    }
    const single = event.key === "?" && "shortcuts" in document.body.dataset && !event.target.closest(TYPING);
    if (!single || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    dialog.showModal();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-opens-keys]")) return;
    event.preventDefault();
    dialog.showModal();
  });
}
