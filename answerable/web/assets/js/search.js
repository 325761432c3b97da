// The search box of the bar: "/" or Alt+Shift+S leads to it, what is found stands under it as one types,
// the arrows go through what was found, and Escape closes it.
const TYPING = "input, textarea, select, [contenteditable]";
const FEWEST = 2;

export default function search(form) {
  const box = form.querySelector("input[type=search]");
  const found = form.querySelector(".app-bar__found");
  const links = () => [...found.querySelectorAll("a")];

  document.addEventListener("keydown", (event) => {
    const single = event.key === "/" && "shortcuts" in document.body.dataset && !event.target.closest(TYPING);
    const several = event.altKey && event.shiftKey && event.code === "KeyS";
    if (!(single || several) || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    box.select();
    box.focus();
  });

  const show = (open) => (found.hidden = !open);
  box.addEventListener("input", () => box.value.trim().length < FEWEST && show(false));
  found.addEventListener("htmx:afterSwap", () => show(box.value.trim().length >= FEWEST));
  box.addEventListener("focus", () => show(links().length > 0 && box.value.trim().length >= FEWEST));
  form.addEventListener("focusout", (event) => form.contains(event.relatedTarget) || show(false));

  form.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" && !found.hidden) {
      event.preventDefault();
      box.focus();
      show(false);
    } else if (step && !found.hidden) {
      event.preventDefault();
      const stops = [box, ...links()];
      stops[stops.indexOf(document.activeElement) + step]?.focus();
    }
  });
}
