// Starts and stops traffic, and shows what is running.
import {on} from './live.js';
import {announce, forButton, onPress, send} from './server.js';

const form = document.getElementById('traffic-form');
const start = document.getElementById('traffic-start');
const stop = document.getElementById('traffic-stop');
const state = document.getElementById('traffic-state');
const NAMES = {STEADY: 'everyone alike', ZIPF: 'some more than others', HOT: 'one hot key'};

form.addEventListener('submit', event => {
  event.preventDefault();
  const wanted = new FormData(form);
  const pattern = wanted.get('pattern');
  const perSecond = Number(wanted.get('perSecond'));
  forButton(start, async () => {
    await send('PUT', '/page/traffic', {pattern, perSecond});
    show({pattern, perSecond});
    announce(`Traffic started: ${perSecond} reads a second, ${NAMES[pattern]}.`);
  });
});

onPress(stop, async () => {
  await send('DELETE', '/page/traffic');
  if (document.activeElement === stop) {
    start.focus();
  }
  show(null);
  announce('Traffic stopped.');
});

// Somebody else may have started it.
on('start', start => choose(start.ticks.at(-1)?.traffic));
on('tick', tick => show(tick.traffic));

function choose(running) {
  if (running) {
    form.elements.pattern.value = running.pattern;
    form.elements.perSecond.value = running.perSecond;
  }
}

function show(running) {
  stop.disabled = !running;
  start.textContent = running ? 'Change traffic' : 'Start traffic';
  state.textContent = running
    ? `Running: ${running.perSecond} reads a second, ${NAMES[running.pattern]}.`
    : 'No traffic. Once started, it ends by itself after five minutes.';
}
