// Owner, date and what is asked for then show where a matter stays open. Without script they show always.
export default function matter(radios) {
  const part = radios.querySelector(".app-matter__open");
  const show = () => (part.hidden = !radios.querySelector("input[value=open]").checked);
  radios.addEventListener("change", show);
  show();
}
