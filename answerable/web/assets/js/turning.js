// The scan beside the form: Page Down and Page Up turn it while somebody types. At its end they turn the page around it.
const LINE = "input:not([type=radio], [type=checkbox], [type=file])";

export default function turning(room) {
  for (const hint of room.querySelectorAll("[data-turns]")) hint.hidden = false;
  room.addEventListener("keydown", (event) => {
    const way = { PageDown: 1, PageUp: -1 }[event.key];
    const shown = room.querySelector(".app-post__page");
    const held = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
    if (!way || !shown || held || !event.target.matches(LINE)) return;
    const before = shown.scrollTop;
    shown.scrollBy({ top: way * shown.clientHeight * 0.85, behavior: "instant" });
    if (shown.scrollTop !== before) event.preventDefault();
  });
}
