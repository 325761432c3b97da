// Who walks away leaves nothing on the screen: after a while it asks, and then begins again. Nothing that was typed
// stays, and the way back leads to the beginning.
export default function checkIn(page) {
  const { start, idle, more } = page.dataset;
  const still = page.querySelector("dialog");
  let timer = setTimeout(ask, idle * 1000);

  function ask() {
    still.showModal();
    timer = setTimeout(() => begin(start), more * 1000);
  }
  function again() {
    clearTimeout(timer);
    timer = setTimeout(ask, idle * 1000);
  }
  still.addEventListener("close", again);
  for (const what of ["pointerdown", "keydown"]) page.addEventListener(what, () => still.open || again());
  // A page that the browser has kept shows what the visitor before had typed.
  window.addEventListener("pageshow", (event) => event.persisted && begin(start));
}

function begin(start) {
  for (const form of document.forms) form.reset();
  location.replace(start);
}
