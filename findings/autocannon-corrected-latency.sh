#!/bin/bash
# autocannon's corrected latency at a set rate is neither an upper nor a lower bound.
#
# Seen with autocannon 9.0.0 on Node 26, ten requests a second over ten connections:
#   every request takes 100 ms: p50 is 52 ms corrected, 101 ms uncorrected
#   every tenth does:           p50 is 35 ms corrected,   2 ms uncorrected
# Cause: at a set rate autocannon records each duration by HdrHistogram's
# recordValueWithExpectedInterval, and gives Math.ceil(1 / rate) as the interval: seconds, rounded
# up, in a histogram of milliseconds (lib/run.js). That is 1 ms at every rate. A duration of 100 ms
# therefore adds 99, 98, … 1 ms, which nobody waited.
# With --ignoreCoordinatedOmission nothing is added.
set -u
version=9.0.0
for tool in node npm; do
  command -v "$tool" >/dev/null || { echo "$tool is not installed"; exit 1; }
done
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
npm install --silent --no-audit --no-fund --ignore-scripts "autocannon@$version" || exit 1
cat > measure.cjs <<'JS'
const autocannon = require('autocannon');
const http = require('node:http');

// Ten connections, each with one request a second: none ever waits for another.
const SETTINGS = { connections: 10, overallRate: 10, duration: 10 };

async function measure(durationMs, ignoreCoordinatedOmission) {
  let requests = 0;
  const server = http.createServer((_, response) => {
    setTimeout(() => response.end('ok'), durationMs(++requests));
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${server.address().port}`;
  const { latency } = await autocannon({ url, ...SETTINGS, ignoreCoordinatedOmission });
  server.close();
  return latency;
}

const inWords = ({ totalCount, min, p50, p90, p99 }) =>
  `${totalCount} durations, min ${min}, p50 ${p50}, p90 ${p90}, p99 ${p99} ms`;

(async () => {
  const always = () => 100;
  const everyTenth = number => (number % 10 === 0 ? 100 : 0);
  const [slow, slowPlain, rarely, rarelyPlain] = await Promise.all([
    measure(always, false),
    measure(always, true),
    measure(everyTenth, false),
    measure(everyTenth, true),
  ]);
  console.log(`autocannon ${require('autocannon/package.json').version}, Node ${process.versions.node}`);
  console.log(`every request takes 100 ms: corrected   ${inWords(slow)}`);
  console.log(`                            uncorrected ${inWords(slowPlain)}`);
  console.log(`every tenth does:           corrected   ${inWords(rarely)}`);
  console.log(`                            uncorrected ${inWords(rarelyPlain)}`);
  const isHalf = slow.min < 10 && slow.p50 > 40 && slow.p50 < 65 && slowPlain.p50 >= 99;
  const isLifted = rarely.p50 > 25 && rarelyPlain.p50 < 20;
  process.exitCode = isHalf && isLifted ? 0 : 1;
})();
JS
node measure.cjs && echo 'as seen before' && exit 0
echo 'changed'
exit 1
