// The events that the server sends to every open page.

const listeners = [];
let source;

/** Calls something with the data of each event of a name: 'start' first, then 'tick' each second, and those of other modules. */
export function on(event, listener) {
  listeners.push([event, listener]);
}

/** Opens the connection, after all modules have said what they listen for. The browser opens it again when it breaks. */
export function connect() {
  source = new EventSource('/page/live');
  for (const [event, listener] of listeners) {
    source.addEventListener(event, message => listener(JSON.parse(message.data)));
  }
  source.addEventListener('open', () => document.dispatchEvent(new CustomEvent('live-open')));
  source.addEventListener('error', () => document.dispatchEvent(new CustomEvent('live-lost')));
}
