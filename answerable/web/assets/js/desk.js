// The desk's bar: the officer's menu closes with Escape, and when attention goes elsewhere.
export default function desk(body) {
  const menu = body.querySelector(".app-bar__officer");
  if (!menu) return;
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  menu.addEventListener("focusout", (event) => {
    if (!menu.contains(event.relatedTarget)) menu.open = false;
  });
}
