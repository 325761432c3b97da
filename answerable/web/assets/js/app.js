// Starts the Design System's own components, then ours. A module never runs in a browser too old for them,
// so the classes that say "script is here" stand only where it is true.
import { initAll } from "../govuk-frontend.min.js";
import { startWithin } from "./modules.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
startWithin(document);
// What htmx puts into the page later.
document.body.addEventListener("htmx:load", (event) => startWithin(event.detail.elt));
