// A writer that does not know the library, and the stream that tells of it.
import {onPress, send} from './server.js';

const list = document.getElementById('other-writer-stops');

onPress(document.getElementById('other-writer-start'), async () => {
  list.replaceChildren();
  add('0 ms', 'Another program is writing', 'The stream of the table will tell of it. This takes about a second …');
  let result;
  try {
    result = await send('POST', '/page/other-writer', {});
  } finally {
    list.replaceChildren();
  }
  const {oldName, newName, staleHits, reads} = result;
  const [fresh, again] = reads.slice(-2);
  add('0 ms', 'Another program has written', `${oldName} is now ${newName}. The library has not seen the request.`);
  if (staleHits > 0) {
    add(millis(reads[0]), 'A read right after that', `${reads[0].source}: name ${reads[0].name}. The cache cannot know better yet.`);
  }
  add(millis(fresh), 'The stream has evicted the entry',
    `${fresh.source}: name ${fresh.name}, after ${staleHits} old answers.`);
  add(millis(again), 'The read after that', `${again.source}: name ${again.name}`);
});

function millis(read) {
  return `${Math.round(read.millis)} ms`;
}

function add(time, title, text) {
  const stop = document.createElement('li');
  for (const [name, content, style] of [['span', time, 'when'], ['b', title, ''], ['span', text, '']]) {
    const part = document.createElement(name);
    part.className = style;
    part.textContent = content;
    stop.append(part);
  }
  list.append(stop);
}
