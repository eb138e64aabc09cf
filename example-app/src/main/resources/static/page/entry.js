// One entry, as Redis holds it.
import {forButton, send} from './server.js';

const form = document.getElementById('entry-form');
const result = document.getElementById('entry-result');

form.addEventListener('submit', event => {
  event.preventDefault();
  const id = new FormData(form).get('id');
  forButton(document.getElementById('entry-look'), async () => {
    show(await send('GET', `/page/entries/${encodeURIComponent(id)}`));
  });
});

function show(entry) {
  result.replaceChildren(element('p', 'HGETALL ', element('code', entry.key)));
  entry.state.forEach(sentence => result.append(element('p', sentence)));
  if (entry.fields.length) {
    const table = element('table');
    table.append(element('caption', 'Fields of the hash'));
    entry.fields.forEach(field => {
      const name = element('th', element('code', field.name));
      name.scope = 'row';
      table.append(element('tr', name, element('td', element('code', field.value))));
    });
    result.append(table);
  }
}

function element(tag, ...children) {
  const made = document.createElement(tag);
  made.append(...children);
  return made;
}
