// A letter has reached us on some day: its date is asked for at once.
export default function when(details) {
  const channels = details.closest("form").querySelectorAll("[name=channel]");
  const letter = () => [...channels].some((channel) => channel.checked && channel.value === "letter");
  details.open ||= letter();
  for (const channel of channels) channel.addEventListener("change", () => (details.open ||= letter()));
}
