// The states of the servers, in the head of the page.
import {on} from './live.js';

const CIRCUIT = {
  CLOSED: ['good', 'closed: Redis is asked'],
  OPEN: ['bad', 'open: Redis is left alone'],
  HALF_OPEN: ['bad', 'open: one call tries Redis'],
};
const REDIS = {
  RUNNING: ['good', 'running'],
  PAUSED: ['bad', 'paused, answers nothing'],
  KILLED: ['bad', 'killed'],
};

document.addEventListener('live-open', () => show('connection', 'good', 'live'));
document.addEventListener('live-lost', () => show('connection', 'bad', 'the server is away'));
on('tick', tick => {
  show('circuit', ...CIRCUIT[tick.circuit]);
  if (tick.redis) {
    document.getElementById('state-redis').hidden = false;
    show('redis', ...REDIS[tick.redis]);
  }
});

function show(name, state, text) {
  const element = document.getElementById(`state-${name}`);
  element.dataset.state = state;
  element.querySelector('span').textContent = text;
}
