#!/bin/bash
# hdr-histogram-js writes two fields of the HdrHistogram V2 header that other languages misread.
#
# Seen with hdr-histogram-js 3.0.1 on Node 26: of one recorded value,
#   normalizing index offset:            1, though the counts are not shifted (Java writes 0)
#   integer to double conversion ratio:  5e-324, the bits of the integer 1 (Java writes 1.0)
# Cause: `putInt32(1)` and `putInt64(1)` in dist/JsHistogram.encoding.js, encodeIntoByteBuffer.
# Readers for Java, Python and Go ignore both. Rust's hdrhistogram 7.6 refuses the histogram
# (UnsupportedFeature); HdrHistogram_c reads each percentile one bucket too high.
# Format: AbstractHistogram.encodeIntoByteBuffer of HdrHistogram for Java.
set -u
version=3.0.1
for tool in node npm; do
  command -v "$tool" >/dev/null || { echo "$tool is not installed"; exit 1; }
done
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
npm install --silent --no-audit --no-fund --ignore-scripts "hdr-histogram-js@$version" || exit 1
cat > header.cjs <<'JS'
const hdr = require('hdr-histogram-js');
const { inflateSync } = require('node:zlib');
const histogram = hdr.build({ useWebAssembly: false });
histogram.recordValue(1000);
const bytes = Buffer.from(hdr.encodeIntoCompressedBase64(histogram), 'base64');
const header = inflateSync(bytes.subarray(8));
const [offset, ratio] = [header.readInt32BE(8), header.readDoubleBE(32)];
const { version } = require('hdr-histogram-js/package.json');
console.log(`hdr-histogram-js ${version}, Node ${process.versions.node}`);
console.log(`normalizing index offset: ${offset}`);
console.log(`integer to double conversion ratio: ${ratio}`);
process.exitCode = offset === 1 && ratio === Number.MIN_VALUE ? 0 : 1;
JS
node header.cjs && echo 'as seen before' && exit 0
echo 'changed'
exit 1
