// The fields about a later answer open where the officer says that it takes longer.
export default function late(details) {
  const means = details.dataset.late.split(" ");
  details.closest("form").addEventListener("change", (event) => {
    if (event.target.name === "means") details.open = means.includes(event.target.value);
  });
}
