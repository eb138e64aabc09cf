// Pauses, kills and restores the Redis that the example has started. Without such a Redis, this part stays hidden.
import {on} from './live.js';
import {announce, onPress, send} from './server.js';

const card = document.getElementById('redis');
const note = document.getElementById('redis-note');
const buttons = {
  PAUSED: document.getElementById('redis-pause'),
  KILLED: document.getElementById('redis-kill'),
  RUNNING: document.getElementById('redis-restore'),
};
const POSSIBLE = {RUNNING: ['PAUSED', 'KILLED'], PAUSED: ['KILLED', 'RUNNING'], KILLED: ['RUNNING']};
const DONE = {PAUSED: 'Redis is paused.', KILLED: 'Redis is killed.', RUNNING: 'Redis runs again.'};

let state;
let since;

for (const [wanted, button] of Object.entries(buttons)) {
  onPress(button, async () => {
    await send('PUT', '/page/redis', {state: wanted});
    show(wanted);
    announce(DONE[wanted]);
  });
}

on('start', start => start.ticks.length && show(start.ticks.at(-1).redis));
on('tick', tick => show(tick.redis));

function show(now) {
  card.hidden = now === null;
  if (now !== state) {
    const focused = Object.values(buttons).includes(document.activeElement);
    since = Date.now();
    state = now;
    for (const [wanted, button] of Object.entries(buttons)) {
      button.disabled = !(POSSIBLE[state] ?? []).includes(wanted);
    }
    buttons.RUNNING.classList.toggle('primary', state !== 'RUNNING');
    if (focused && document.activeElement.disabled !== false) {
      Object.values(buttons).find(button => !button.disabled)?.focus();
    }
  }
  note.textContent = state === 'RUNNING'
    ? 'Redis runs.'
    : `Redis is ${state === 'PAUSED' ? 'paused' : 'killed'} for ${Math.round((Date.now() - since) / 1000)} s.`;
}
