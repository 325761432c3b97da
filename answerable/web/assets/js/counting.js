// What counts up: each <time data-counts> is filled with how long ago its moment was.
export function count(skew = 0) {
  const now = Date.now() / 1000 + skew;
  for (const one of document.querySelectorAll("time[data-counts]")) {
    one.textContent = passed(Math.max(0, Math.floor(now - Date.parse(one.dateTime) / 1000)));
  }
}

function passed(seconds) {
  const two = (number) => String(number).padStart(2, "0");
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
