// The bar of what shows live: it fills, says once what is new, counts seconds, and never takes the focus. It can be
// folded away, and makes a sound only where the officer has switched that on, on this device.
import { count } from "./counting.js";
import { startWithin } from "./modules.js";
import source from "./live-source.js";
import sound from "./live-sound.js";

const SMALL = "(max-width: 40em), (max-height: 30em)";
const SAID = "live-said";
const GONE = "app-live__one--gone";
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
    const all = [...cards.querySelectorAll(`[data-live]:not(.${GONE})`)];
    bar.querySelector("[data-live-count]").textContent = all.length;
    bar.hidden = !cards.querySelector("[data-live]") && !bar.contains(document.activeElement);
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
    if (calm.length) speak("#live-says", words(calm));
    if (urgent.length) speak("#live-cries", words(urgent));
    if (urgent.length) folded(false);
    if (fresh.some((one) => cards.contains(one))) ring();
  }

  const said = (one) => one.querySelector("[data-says]").dataset.says;
  const words = (all) => all.map(said).join(". ");

  function folded(is) {
    cards.hidden = is;
    fold.setAttribute("aria-expanded", String(!is));
    fold.firstChild.data = is ? "Show" : "Hide";
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
  document.addEventListener("focusout", (event) => {
    const gone = event.target.closest(`.${GONE}`);
    if (gone && !gone.contains(event.relatedTarget)) setTimeout(() => (gone.remove(), tidy()));
  });
  // A bar that is empty stays while attention is on its buttons.
  bar.addEventListener("focusout", () => setTimeout(tidy));
  // What has the focus is never under the bar (WCAG 2.4.11).
  new ResizeObserver(() => {
    document.documentElement.style.setProperty("--app-live-height", `${bar.offsetHeight}px`);
  }).observe(bar);

  folded((localStorage.getItem("live-folded") ?? (matchMedia(SMALL).matches ? "yes" : "no")) === "yes");
  setInterval(() => count(skew), 1000);
  source(bar.dataset, show, () => show({ now: Date.now() / 1000, all: true, things: {} }));
}

// While a sheet is open, what is outside of it is silent to screen readers: the words are said within.
function speak(region, words) {
  const place = document.querySelector("dialog[open]") ?? document.body;
  const says = document.querySelector(region);
  if (says.parentElement !== place) place.append(says);
  says.textContent = "";
  setTimeout(() => (says.textContent = words), 100);
}

function fill(place, { order, cards }) {
  if (place.dataset.only) order = order.filter((name) => name === place.dataset.only);
  const old = new Map([...place.children].map((one) => [one.dataset.live, one]));
  let before = null;
  for (const name of order) {
    const one = old.get(name) ?? put(place, name, before);
    old.delete(name);
    stay(one);
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

// The focus stays on what it was on when a card that has changed is written anew, and on the card where that is gone.
function write(one, html) {
  const does = (stop) => `${stop.tagName} ${stop.href ?? stop.form?.action} ${stop.name ?? ""} ${stop.value ?? ""}`;
  const focus = one.contains(document.activeElement) && does(document.activeElement);
  one.innerHTML = html;
  for (const form of one.querySelectorAll("form[method=post]")) form.append(secret());
  window.htmx?.process(one);
  startWithin(one);
  if (focus === false) return;
  const stop = [...one.querySelectorAll("a, button, input, select, textarea")].find((now) => does(now) === focus);
  if (!stop) one.tabIndex = -1;
  (stop ?? one).focus({ preventScroll: true });
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
  if (one.classList.contains(GONE)) return;
  one.classList.add(GONE);
  const over = document.createElement("p");
  over.className = "app-live__over";
  over.textContent = "This is over.";
  one.prepend(over);
  speak("#live-says", over.textContent);
}

function stay(one) {
  if (!one.classList.contains(GONE)) return;
  one.classList.remove(GONE);
  one.querySelector(".app-live__over").remove();
}
