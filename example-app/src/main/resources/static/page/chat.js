// A live chat on the application's own client of Redis: who is online, how fast somebody may write, and in which order.
import {forButton, onPress, send} from './server.js';

const MOST_MESSAGES = 50;

const joinForm = document.getElementById('chat-join');
const joinButton = document.getElementById('chat-join-button');
const leaveButton = document.getElementById('chat-leave');
const room = document.getElementById('chat-room');
const online = document.getElementById('chat-online');
const log = document.getElementById('chat-log');
const messages = document.getElementById('chat-messages');
const writeForm = document.getElementById('chat-write');
const sendButton = document.getElementById('chat-send');
const note = document.getElementById('chat-note');
let chat = null;

joinForm.addEventListener('submit', event => {
  event.preventDefault();
  const {session, user} = Object.fromEntries(new FormData(joinForm));
  leave();
  join(session, user);
});

writeForm.addEventListener('submit', event => {
  event.preventDefault();
  if (sendButton.getAttribute('aria-busy') !== 'true') {
    forButton(sendButton, () => write(writeForm.elements.text));
  }
});

onPress(leaveButton, async () => {
  leave();
  note.textContent = 'You have left the chat.';
  joinForm.elements.user.focus();
});

onPress(document.getElementById('chat-fast'), async () => {
  note.textContent = 'Sending six messages …';
  for (let number = 1; number <= 6; number++) {
    if (!await post(chat.user, `Quick message ${number}`)) {
      return;
    }
  }
  note.textContent = 'All six were accepted. Redis does not answer, so nothing is limited.';
});

onPress(document.getElementById('chat-together'), async () => {
  note.textContent = 'Two people write five messages each, all at once …';
  const names = ['gil', 'uma'].map(name => `${name}-${Math.floor(Math.random() * 1000)}`);
  const sent = await Promise.all(names.flatMap(name => [1, 2, 3, 4, 5].map(number => post(name, `Message ${number}`))));
  const numbers = sent.filter(turn => turn).map(turn => turn.sequence).sort((a, b) => a - b);
  if (numbers.length === sent.length) {
    const isWhole = numbers.every((number, index) => number === numbers[0] + index);
    note.textContent = isWhole
      ? `Ten messages at once have the numbers ${numbers[0]} to ${numbers.at(-1)}. None is lost, and none is there twice.`
      : `Somebody else wrote in between. The ten messages have the numbers ${numbers.join(', ')}.`;
  }
});

function join(session, user) {
  const path = `/chat/sessions/${encodeURIComponent(session)}`;
  const source = new EventSource(`${path}/events?user=${encodeURIComponent(user)}`);
  chat = {path, user, source, connection: null, renewal: null};
  messages.replaceChildren();
  note.textContent = 'Connecting …';
  source.addEventListener('connected', event => {
    const greeting = JSON.parse(event.data);
    chat.connection = greeting.connection;
    clearInterval(chat.renewal);
    chat.renewal = setInterval(renew, greeting.renewalMillis);
    note.textContent = `You are in ${session} as ${user}. Join as somebody else in a second window.`;
    if (room.hidden) {
      room.hidden = false;
      leaveButton.hidden = false;
      joinButton.textContent = 'Change';
      writeForm.elements.text.focus();
    }
  });
  source.addEventListener('turn', event => show(JSON.parse(event.data)));
  source.addEventListener('presence', event => showOnline(JSON.parse(event.data)));
  source.addEventListener('error', () => {
    note.textContent = 'The connection broke. The browser connects again and asks for what it has missed.';
    if (source.readyState === EventSource.CLOSED) {
      leave();
      note.textContent = `There is no session ${session}, or the server is away.`;
    }
  });
}

function leave() {
  if (chat) {
    chat.source.close();
    clearInterval(chat.renewal);
    chat = null;
  }
  room.hidden = true;
  leaveButton.hidden = true;
  joinButton.textContent = 'Join';
}

/** Without this, the server soon takes this page for dead. If the server is away, the stream of events says so. */
function renew() {
  send('PUT', `${chat.path}/connections/${chat.connection}`, {user: chat.user}).catch(() => {});
}

async function write(field) {
  const text = field.value.trim();
  if (text && await post(chat.user, text)) {
    field.value = '';
  }
  field.focus();
}

/** The stored turn, or null if the server has refused it. A refusal is shown where the writer looks. */
async function post(user, text) {
  try {
    return await send('POST', `${chat.path}/messages`, {user, role: 'customer', text});
  } catch (refusal) {
    note.textContent = refusal.message;
    return null;
  }
}

function show(turn) {
  const item = document.createElement('li');
  item.classList.toggle('own', turn.author === chat.user);
  item.append(part('b', turn.author ?? turn.role), part('small', `no. ${turn.sequence}`), part('p', turn.text));
  messages.append(item);
  while (messages.children.length > MOST_MESSAGES) {
    messages.firstElementChild.remove();
  }
  log.scrollTop = log.scrollHeight;
}

function showOnline({known, users}) {
  online.textContent = known ? `Online: ${users.join(', ') || 'nobody'}` : 'Online: unknown, because Redis does not answer';
}

function part(name, text) {
  const element = document.createElement(name);
  element.textContent = text;
  return element;
}
