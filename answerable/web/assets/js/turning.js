// The scan beside the form: Page Down and Page Up turn it while somebody types, and the form stays where it is. A scan
// that is out of sight, or shown whole, leaves these keys to the browser.
const LINE = "input:not([type=radio], [type=checkbox], [type=file])";

export default function turning(room) {
  for (const hint of room.querySelectorAll("[data-turns]")) hint.hidden = false;
  room.addEventListener("keydown", (event) => {
    const way = { PageDown: 1, PageUp: -1 }[event.key];
    const shown = room.querySelector(".app-post__page");
    const held = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
    if (!way || held || !event.target.matches(LINE) || !shown || !turns(shown)) return;
    event.preventDefault();
    shown.scrollBy({ top: way * shown.clientHeight * 0.85, behavior: "instant" });
  });
}

function turns(shown) {
  const { top, bottom } = shown.getBoundingClientRect();
  return shown.scrollHeight > shown.clientHeight && top < innerHeight && bottom > 0;
}
