// A write, and the way of its eviction.
import {on} from './live.js';
import {onPress, send} from './server.js';

const list = document.getElementById('journey-stops');
const PAUSE = matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 450;

// Resolved when the stream has reported the newest write.
let reported = () => {};

onPress(document.getElementById('journey-start'), async () => {
  list.replaceChildren();
  const report = new Promise(resolve => reported = resolve);
  const stops = await send('POST', '/page/journey', {});
  for (const stop of stops) {
    add(`${stop.millis.toFixed(1)} ms`, stop.title, stop.seen);
    await new Promise(resolve => setTimeout(resolve, PAUSE));
  }
  report.then(() => add('later', 'The stream reports the write',
    'The library follows the stream of the table, and evicts once more. So it sees the writes of other programs too.'));
});

on('stream', ({table}) => {
  if (table === 'users') {
    reported();
  }
});

function add(time, title, seen) {
  const stop = document.createElement('li');
  const when = document.createElement('span');
  when.className = 'when';
  when.textContent = time;
  const head = document.createElement('b');
  head.textContent = title;
  const body = document.createElement('span');
  body.textContent = seen;
  stop.append(when, head, body);
  list.append(stop);
}
