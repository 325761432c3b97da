// `data-module="app-reply"` starts `reply.js`, which exports by default a function of the element.
// Several are named with spaces between. Each starts once for an element.
const started = new WeakMap();

export function startWithin(root) {
  const inside = [...root.querySelectorAll("[data-module*='app-']")];
  const all = root instanceof Element && root.matches("[data-module*='app-']") ? [root, ...inside] : inside;
  for (const element of all) {
    for (const name of element.dataset.module.split(" ")) {
      if (name.startsWith("app-")) start(element, name.slice(4));
    }
  }
}

async function start(element, name) {
  const already = started.get(element) ?? new Set();
  if (already.has(name)) return;
  started.set(element, already.add(name));
  const module = await import(`./${name}.js`);
  module.default(element);
}
