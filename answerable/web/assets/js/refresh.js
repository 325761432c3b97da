// A part of a page that asks its own address once a second whether it has changed, and counts meanwhile. Where nothing
// answers it says since when its figures are old.
import { count } from "./counting.js";

const EACH_SECOND = 1000;

export default function refresh(part) {
  const trouble = document.getElementById(part.dataset.trouble);
  let seen = "";
  let skew = 0;
  let lost = 0;

  async function ask() {
    if (document.visibilityState !== "visible") return;
    const answer = await fetch(`${location.pathname}?seen=${seen}`, { redirect: "error" }).catch(() => null);
    if (!answer?.ok) return say(Date.now());
    skew = Date.parse(answer.headers.get("Date")) / 1000 - Date.now() / 1000;
    seen = answer.headers.get("X-Seen");
    if (answer.status === 200) part.innerHTML = await answer.text();
    say(0);
  }

  function say(now) {
    lost = now && (lost || now);
    if (!trouble) return;
    trouble.hidden = !lost;
    const time = { hour: "2-digit", minute: "2-digit", second: "2-digit" };
    if (lost) trouble.querySelector("span").textContent = new Date(lost).toLocaleTimeString("en-GB", time);
  }

  async function go() {
    await ask();
    count(skew);
    setTimeout(go, EACH_SECOND);
  }
  go();
}
