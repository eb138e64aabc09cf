// Requests to the server, and what to say when they fail.

/** Sends a request and returns the JSON of the answer, or null if it is empty. Throws an error with a sentence for people. */
export async function send(method, path, body) {
  const response = await fetch(path, {
    method,
    headers: body === undefined ? {} : {'Content-Type': 'application/json'},
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  const answer = text ? JSON.parse(text) : null;
  if (!response.ok) {
    throw new Error(answer?.detail ?? `The server answered with status ${response.status}.`);
  }
  return answer;
}

/** Says something to everyone: it is shown, and read out by screen readers. */
export function announce(sentence) {
  document.getElementById('announcement').textContent = sentence;
}

/** Runs something for a button. It cannot be pressed again meanwhile, and a failure is announced. */
export async function forButton(button, action) {
  button.setAttribute('aria-busy', 'true');
  try {
    return await action();
  } catch (failure) {
    announce(failure.message);
    return undefined;
  } finally {
    button.removeAttribute('aria-busy');
  }
}

/** Calls something when a button is pressed, but not while an earlier press is still being served. */
export function onPress(button, action) {
  button.addEventListener('click', () => {
    if (button.getAttribute('aria-busy') !== 'true') {
      forButton(button, action);
    }
  });
}
