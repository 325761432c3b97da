// The bar of what shows live: it fills, says once what is new, counts seconds, and never takes the focus. It can be
// folded away, and makes a sound only where the officer has switched that on, on this device.
import { count } from "./counting.js";
import { startWithin } from "./modules.js";
import source from "./live-source.js";
import sound from "./live-sound.js";

const SMALL = "(max-width: 40em), (max-height: 30em)";
const SAID = "live-said";
const NOTHING = { order: [], cards: {} };

export default function live(bar) {
  const title = document.title;
  const places = () => [...document.querySelectorAll("[data-thing]")];
  const fold = bar.querySelector("[data-live-fold]");
  const cards = bar.querySelector(".app-live__cards");
  // A page that is about a thing has a place for it: there it shows once.
  for (const place of cards.querySelectorAll("[data-thing]")) {
    if (document.querySelectorAll(`[data-thing="${place.dataset.thing}"]`).length > 1) place.remove();
  }
  const ring = sound(document.querySelectorAll("[data-live-sound]"));
  let skew = 0;

  function show(told) {
    skew = told.now - Date.now() / 1000;
    for (const place of places()) {
      const there = place.dataset.thing in told.things;
      if (there || told.all) fill(place, told.things[place.dataset.thing] ?? NOTHING);
    }
    for (const name of Object.keys(told.things)) document.dispatchEvent(new CustomEvent(`live:${name}`));
    tidy();
    count(skew);
  }

  function tidy() {
    const all = [...cards.querySelectorAll("[data-live]:not(.app-live__one--gone)")];
    bar.querySelector("[data-live-count]").textContent = all.length;
    bar.hidden = !cards.querySelector("[data-live]");
    document.title = all.length ? `(${all.length}) ${title}` : title;
    say(places().flatMap((place) => [...place.querySelectorAll("[data-live]:has([data-says])")]));
  }

  // What was said on one page is not said again on the next.
  function say(all) {
    const before = JSON.parse(sessionStorage.getItem(SAID) ?? "[]");
    const now = all.map((one) => `${one.dataset.live} ${said(one)}`);
    const fresh = all.filter((one, place) => !before.includes(now[place]));
    sessionStorage.setItem(SAID, JSON.stringify(now));
    if (!fresh.length) return;
    const urgent = fresh.filter((one) => one.closest("[data-urgent]"));
    const calm = fresh.filter((one) => !urgent.includes(one));
    if (calm.length) document.querySelector("#live-says").textContent = words(calm);
    if (urgent.length) document.querySelector("#live-cries").textContent = words(urgent);
    if (urgent.length) folded(false);
    if (fresh.some((one) => cards.contains(one))) ring();
  }

  const said = (one) => one.querySelector("[data-says]").dataset.says;
  const words = (all) => all.map(said).join(". ");

  function folded(is) {
    cards.hidden = is;
    fold.setAttribute("aria-expanded", String(!is));
    fold.textContent = is ? "Show" : "Hide";
  }

  fold.addEventListener("click", () => {
    folded(!cards.hidden);
    localStorage.setItem("live-folded", cards.hidden ? "yes" : "no");
  });
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || !event.shiftKey || event.code !== "KeyL" || bar.hidden) return;
    event.preventDefault();
    folded(false);
    (cards.querySelector("a, button") ?? bar.querySelector("#live-heading")).focus();
  });
  cards.addEventListener("focusout", (event) => {
    const gone = event.target.closest(".app-live__one--gone");
    if (gone && !gone.contains(event.relatedTarget)) setTimeout(() => (gone.remove(), tidy()));
  });
  // What has the focus is never under the bar (WCAG 2.4.11).
  new ResizeObserver(() => {
    document.documentElement.style.setProperty("--app-live-height", `${bar.offsetHeight}px`);
  }).observe(bar);

  folded((localStorage.getItem("live-folded") ?? (matchMedia(SMALL).matches ? "yes" : "no")) === "yes");
  setInterval(() => count(skew), 1000);
  source(bar.dataset, show, () => show({ now: Date.now() / 1000, all: true, things: {} }));
}

function fill(place, { order, cards }) {
  if (place.dataset.only) order = order.filter((name) => name === place.dataset.only);
  const old = new Map([...place.children].map((one) => [one.dataset.live, one]));
  let before = null;
  for (const name of order) {
    const one = old.get(name) ?? put(place, name, before);
    old.delete(name);
    if (name in cards) write(one, cards[name]);
    before = one;
  }
  for (const one of old.values()) leave(one);
  place.hidden = !place.firstElementChild;
  const total = document.querySelector(`[data-count-of="${place.dataset.thing}"]`);
  if (total) total.textContent = order.length;
}

function put(place, name, before) {
  const one = document.createElement("div");
  one.className = "app-live__one";
  one.dataset.live = name;
  place.insertBefore(one, before ? before.nextSibling : place.firstChild);
  return one;
}

// The focus stays where it was when a card that has changed is written anew.
function write(one, html) {
  const stops = () => [...one.querySelectorAll("a, button, input, select, textarea")];
  const focus = stops().indexOf(document.activeElement);
  one.innerHTML = html;
  for (const form of one.querySelectorAll("form[method=post]")) form.append(secret());
  window.htmx?.process(one);
  startWithin(one);
  stops()[focus]?.focus();
}

function secret() {
  const field = document.createElement("input");
  const value = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
  Object.assign(field, { type: "hidden", name: "csrfmiddlewaretoken", value });
  return field;
}

// What is over goes at once, unless the officer is just in it: then when they leave it.
function leave(one) {
  if (!one.contains(document.activeElement)) return one.remove();
  one.classList.add("app-live__one--gone");
}
