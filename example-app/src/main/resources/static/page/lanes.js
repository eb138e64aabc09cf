// Rows that compare caches: a name, a bar, and a figure in words.

/** Shows the rows, each with a name, a share from 0 to 1 for the bar, words, and whether it is good. */
export function showLanes(element, rows) {
  while (element.children.length > rows.length) {
    element.lastChild.remove();
  }
  rows.forEach((row, at) => showLane(element.children[at] ?? element.appendChild(newLane()), row));
}

function newLane() {
  const lane = document.createElement('div');
  lane.className = 'lane';
  for (const [tag, name] of [['b', 'name'], ['span', 'words'], ['span', 'track']]) {
    const part = document.createElement(tag);
    part.className = name;
    lane.append(part);
  }
  lane.querySelector('.track').setAttribute('aria-hidden', 'true');
  lane.querySelector('.track').append(document.createElement('i'));
  return lane;
}

function showLane(lane, {name, share, words, good}) {
  lane.dataset.good = String(good);
  lane.querySelector('.name').textContent = name;
  lane.querySelector('.words').textContent = words;
  lane.querySelector('i').style.width = `${Math.max(share > 0 ? 0.6 : 0, 100 * Math.min(1, share))}%`;
}
