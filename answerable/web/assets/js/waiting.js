// The waiting display asks for itself every few seconds, and is written anew only where it differs. Who is called anew
// is said to a screen reader, and nobody twice.
export default function waiting(page) {
  let before = page.innerHTML;
  const ask = async () => {
    try {
      const answer = await fetch(location.href, { cache: "no-store" });
      if (answer.status === 404) return location.reload();
      if (!answer.ok) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main").innerHTML;
      if (fresh === before) return;
      const called = calls(page);
      page.innerHTML = before = fresh;
      const anew = calls(page).filter((one) => !called.includes(one));
      if (anew.length) document.querySelector("#turn-says").textContent = anew.join(" ");
    } catch {
      return; // the network is away: what is shown stays
    }
  };
  setInterval(() => document.hidden || ask(), page.dataset.every * 1000);
}

const calls = (page) => [...page.querySelectorAll("[data-called]")].map((one) => one.dataset.called);
