// Where what shows live comes from. One tab of an officer's browser holds the stream and tells the others: a browser
// opens few connections to one server, and an officer opens many tabs. Where the stream can't be had, each tab that
// is seen asks once a second, and every half minute the stream is tried again.
const EACH_SECOND = 1000;
const PATIENCE = 1500;
const TRY_AGAIN = 30_000;

export default function source({ officer, path, port, ask }, show, end) {
  const name = `answerable live ${officer}`;
  const tabs = "BroadcastChannel" in window ? new BroadcastChannel(name) : null;
  let streaming = false;
  let leads = false;
  let over = false;
  let seen = "";
  let skew = 0; // how far the server's clock is ahead, in seconds
  let things = {};
  let release = () => {};

  const serverTime = () => Date.now() / 1000 + skew;

  function take(told) {
    if (told.all) things = {};
    for (const [name, { order, cards }] of Object.entries(told.things)) {
      const all = { ...things[name]?.cards, ...cards };
      things[name] = { order, cards: Object.fromEntries(order.map((card) => [card, all[card]])) };
    }
    show(told);
  }

  function finish() {
    if (over) return;
    over = true;
    clearInterval(asking);
    release();
    end();
  }

  tabs?.addEventListener("message", ({ data }) => {
    if (data.hello && leads && streaming) tabs.postMessage({ streaming, told: { all: true, now: serverTime(), things } });
    if (data.hello || leads) return;
    if (data.over) return finish();
    streaming = data.streaming;
    if (data.told) take(data.told);
  });

  function lead() {
    leads = true;
    const address = path || `${location.protocol}//${location.hostname}:${port}/live`;
    const stream = new EventSource(address, { withCredentials: true });
    stream.addEventListener("message", ({ data }) => {
      const told = JSON.parse(data);
      skew = told.now - Date.now() / 1000;
      streaming = true;
      take(told);
      tabs?.postMessage({ streaming, told });
    });
    stream.addEventListener("ended", () => {
      stream.close();
      tabs?.postMessage({ over: true });
      finish();
    });
    stream.addEventListener("error", () => {
      streaming = false;
      seen = "";
      tabs?.postMessage({ streaming });
      if (stream.readyState === EventSource.CLOSED && !over) setTimeout(lead, TRY_AGAIN);
    });
  }

  async function askOnce() {
    if (streaming || over || document.visibilityState !== "visible") return;
    const answer = await fetch(`${ask}?seen=${seen}`, { redirect: "manual" }).catch(() => null);
    if (answer?.type === "opaqueredirect") return finish();
    if (answer?.status !== 200 || streaming) return;
    const told = await answer.json();
    seen = told.seen;
    take(told);
  }

  const asking = setInterval(askOnce, EACH_SECOND);
  if (!(path || port)) return askOnce();
  setTimeout(askOnce, PATIENCE);
  tabs?.postMessage({ hello: true });
  if (!navigator.locks || !tabs) return lead();
  navigator.locks.request(name, () => {
    if (over) return null;
    lead();
    return new Promise((done) => (release = done));
  });
}
