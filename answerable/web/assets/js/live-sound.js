// Two short tones for something new, where the officer has switched the sound on, on this device.
const KEY = "live-sound";

export default function sound(buttons) {
  let context = null;
  const on = () => localStorage.getItem(KEY) === "on";
  const show = () => {
    for (const button of buttons) {
      button.hidden = false;
      button.setAttribute("aria-pressed", String(on()));
      button.textContent = on() ? "Sound is on" : "Sound is off";
    }
  };

  function ring() {
    if (!on()) return;
    context ??= new AudioContext();
    context.resume();
    tone(context, 880, 0);
    tone(context, 660, 0.18);
  }

  function turn() {
    localStorage.setItem(KEY, on() ? "off" : "on");
    show();
    ring();
  }

  for (const button of buttons) button.addEventListener("click", turn);
  show();
  return ring;
}

function tone(context, pitch, after) {
  const [source, volume] = [context.createOscillator(), context.createGain()];
  const start = context.currentTime + after;
  source.frequency.value = pitch;
  volume.gain.setValueAtTime(0.15, start);
  volume.gain.exponentialRampToValueAtTime(0.001, start + 0.16);
  source.connect(volume).connect(context.destination);
  source.start(start);
  source.stop(start + 0.17);
}
