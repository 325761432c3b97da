// The link in a customer's message is /follow#REFERENCE.KEY. What stands behind the # never reaches a server's log;
// here it is put into the form, and sent as the form would send it.
export default function follow(form) {
  const [reference, key] = location.hash.slice(1).split(".");
  if (!reference || !key) return;
  // Without this the way back would lead here, and straight forward again.
  history.replaceState(null, "", location.pathname);
  form.elements.reference.value = reference;
  form.elements.code.value = key;
  form.requestSubmit();
}
