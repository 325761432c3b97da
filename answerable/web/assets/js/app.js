// Starts the Design System's own components. A module never runs in a browser too old for them,
// so the classes that say "script is here" stand only where it is true.
import { initAll } from "../govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
