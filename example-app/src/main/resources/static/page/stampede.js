// Five hundred callers for one cold item.
import {showLanes} from './lanes.js';
import {onPress, send} from './server.js';

const result = document.getElementById('stampede-result');

onPress(document.getElementById('stampede-start'), async () => {
  const {callers, withCache, naive} = await send('POST', '/page/stampede', {});
  showLanes(result, [
    lane('DynamoCached', withCache, callers),
    lane('Cache-aside by hand', naive, callers),
  ]);
});

function lane(name, herd, callers) {
  const reads = herd.reads === 1 ? '1 read of DynamoDB' : `${herd.reads} reads of DynamoDB`;
  const failed = herd.failed ? `, ${herd.failed} callers failed` : '';
  return {
    name,
    share: herd.reads / callers,
    words: `${reads}, slowest caller ${Math.round(herd.slowestMillis)} ms${failed}`,
    good: herd.reads === 1,
  };
}
