// The waiting display asks for itself every few seconds, and is written anew only where it differs.
export default function waiting(page) {
  let before = page.innerHTML;
  const ask = async () => {
    try {
      const answer = await fetch(location.href, { cache: "no-store" });
      if (answer.status === 404) return location.reload();
      if (!answer.ok) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main").innerHTML;
      if (fresh !== before) page.innerHTML = before = fresh;
    } catch {
      return; // the network is away: what is shown stays
    }
  };
  setInterval(() => document.hidden || ask(), page.dataset.every * 1000);
}
