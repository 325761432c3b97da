// Attention goes to what was recorded.
export default function recorded(box) {
  box.focus();
}
