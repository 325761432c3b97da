// Who it was: a combobox by the ARIA practice. Typing lists customers below; arrow keys and Enter choose one.
// The words are posted, so that no name stands in an address. Without script the words alone are enough.
const PAUSE = 200;

export default function who(root) {
  const box = root.querySelector("input[type=text]");
  const chosen = root.querySelector("input[type=hidden][name=customer]");
  const list = root.querySelector("[role=listbox]");
  const needs = root.querySelector(".app-who__needs");
  if (!chosen || !list) return;
  let timer;
  let asked = 0;

  const options = () => [...list.querySelectorAll("[role=option]")];
  const active = () => list.querySelector("[aria-selected=true]");
  const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
  for (const [name, value] of Object.entries(attributes)) box.setAttribute(name, value);

  function show(open) {
    list.hidden = !open;
    box.setAttribute("aria-expanded", String(open));
    if (!open) activate(null);
  }

  function activate(option) {
    active()?.setAttribute("aria-selected", "false");
    box.removeAttribute("aria-activedescendant");
    if (!option) return;
    option.setAttribute("aria-selected", "true");
    box.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  function choose(option) {
    box.value = option.dataset.name;
    chosen.value = option.dataset.customer;
    needs.replaceChildren(...option.querySelectorAll(".app-needs"));
    recall(chosen.value);
    show(false);
    box.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // What they came about lately stands beside their name: nothing is asked twice.
  async function recall(customer) {
    if (!/^\d+$/.test(customer)) return;
    const response = await fetch(root.dataset.lately.replace("/0/", `/${customer}/`));
    if (response.ok && chosen.value === customer) needs.insertAdjacentHTML("beforeend", await response.text());
  }

  async function find() {
    const turn = ++asked;
    const body = new FormData();
    body.set("words", box.value);
    body.set("csrfmiddlewaretoken", box.form.elements.csrfmiddlewaretoken.value);
    const response = await fetch(root.dataset.found, { method: "POST", body });
    // An answer that comes after a later question is of no use.
    if (!response.ok || turn !== asked || chosen.value) return;
    list.innerHTML = await response.text();
    show(document.activeElement === box);
  }

  box.addEventListener("input", () => {
    chosen.value = "";
    needs.replaceChildren();
    clearTimeout(timer);
    if (box.value.trim().length < 2) return show(false);
    timer = setTimeout(find, PAUSE);
  });

  box.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey) return;
    const all = options();
    const place = all.indexOf(active());
    const moves = { ArrowDown: (place + 1) % all.length, ArrowUp: (place > 0 ? place : all.length) - 1 };
    if (event.key in moves && !list.hidden) {
      event.preventDefault();
      activate(all[moves[event.key]]);
    } else if (event.key === "Enter" && active()) {
      event.preventDefault();
      choose(active());
    } else if (event.key === "Escape" && !list.hidden) {
      // The list closes, and not yet the dialog around it.
      event.preventDefault();
      event.stopPropagation();
      show(false);
    }
  });

  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const option = event.target.closest("[role=option]");
    if (option) choose(option);
  });
  box.addEventListener("blur", () => show(false));
}
