// The page of a case says that it is open, whether somebody is writing, and when it is left; and it tells what it is
// told: who else is there, and that something has happened since. What is typed is never touched.
import { startWithin } from "./modules.js";

const SAY_AGAIN = 10_000;
const STILL_WRITING = 30_000;

export default function presence(place) {
  const { url, page } = place.dataset;
  const news = place.querySelector("[data-news]");
  const box = document.querySelector("#reply form");
  const opened = box?.elements.opened;
  let version = opened?.value;
  let writing = 0;

  function words(more) {
    const data = new FormData();
    const secret = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
    for (const [name, value] of Object.entries({ page, csrfmiddlewaretoken: secret, ...more })) data.set(name, value);
    return data;
  }

  function say() {
    if (document.visibilityState !== "visible") return;
    const more = Date.now() - writing < STILL_WRITING ? { writing: "yes" } : {};
    fetch(url, { method: "POST", body: words(more), redirect: "manual" }).catch(() => null);
  }

  box?.addEventListener("input", () => {
    const began = Date.now() - writing >= STILL_WRITING;
    writing = Date.now();
    if (began) say();
  });
  document.addEventListener("visibilitychange", say);
  window.addEventListener("pagehide", () => navigator.sendBeacon(url, words({ left: "yes" })));
  window.addEventListener("pageshow", (event) => event.persisted && say());
  setInterval(say, SAY_AGAIN);
  say();

  document.addEventListener("live:presence", () => {
    const now = place.querySelector("[data-version]")?.dataset.version;
    if (now && version) news.hidden = now === version;
  });

  // All but the reply is put in anew. The form is from now on one of this version: its officer has looked.
  news.querySelector("button").addEventListener("click", async () => {
    const answer = await fetch(location.pathname, { redirect: "error" }).catch(() => null);
    if (!answer?.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const old of document.querySelectorAll("[data-fresh]")) {
      const now = fresh.getElementById(old.id);
      if (!now) continue;
      old.replaceWith(now);
      window.htmx?.process(now);
      startWithin(now);
    }
    version = fresh.querySelector("#reply [name=opened]")?.value ?? version;
    if (opened) opened.value = version;
    news.hidden = true;
    document.querySelector("#history-heading").setAttribute("tabindex", "-1");
    document.querySelector("#history-heading").focus();
  });
}
