// The race of the stale fill, in three caches at once.
import {showLanes} from './lanes.js';
import {on} from './live.js';
import {onPress, send} from './server.js';

const lanes = document.getElementById('race-lanes');
const verdict = document.getElementById('race-verdict');

onPress(document.getElementById('race-start'), async () => {
  verdict.textContent = 'The race is on.';
  try {
    const standings = await send('POST', '/page/race', {});
    verdict.textContent = standings.map(sentence).join(' ');
  } catch (failure) {
    verdict.textContent = '';
    throw failure;
  }
});

on('race', round => showLanes(lanes, round.standings.map(standing => ({
  name: standing.cache,
  share: standing.stale ? round.millis / round.ttlMillis : standing.staleMillis / round.ttlMillis,
  words: words(standing, round.millis),
  good: !standing.stale && standing.staleMillis === 0,
}))));

function words(standing, millis) {
  if (standing.stale) {
    return `returns the old name, ${seconds(millis)} after the write`;
  }
  return standing.staleMillis === 0 ? 'returned the new name at once' : `returned the old name for ${seconds(standing.staleMillis)}`;
}

function sentence(standing) {
  return standing.staleMillis === 0 && !standing.stale
    ? `${standing.cache} was never wrong.`
    : `${standing.cache} lied for ${seconds(standing.staleMillis)}.`;
}

function seconds(millis) {
  return `${(millis / 1000).toFixed(1)} s`;
}
