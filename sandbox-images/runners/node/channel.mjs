// How the supervisor hands a job over and takes its report: what is on descriptors 3 and 4.
import fs from 'node:fs';
import path from 'node:path';

export const WORK = '/sandbox';
export const JOB = 3;
const REPORT = 4;
const SECRET_BYTES = 16;
const LENGTH_BYTES = 4;
const LIMITS_BYTES = 81;
const PROXY_PORT_AT = 72;
// Taken now: a job may change what these names mean.
const { writeSync } = fs;
const { stringify } = JSON;
const concat = Buffer.concat;

/** Waits for the first job; ends the process when there is none. */
export function receive() {
  const secret = readExactly(SECRET_BYTES);
  return opened(secret, readExactly(readExactly(LENGTH_BYTES).readUInt32BE()));
}

function readExactly(count) {
  const bytes = Buffer.alloc(count);
  let filled = 0;
  while (filled < count) {
    const read = fs.readSync(JOB, bytes, filled, count - filled, null);
    if (read === 0) process.reallyExit(0);
    filled += read;
  }
  return bytes;
}

/** The first job of what has come in and how many bytes it took; null while it is not whole. */
export function take(bytes) {
  const head = SECRET_BYTES + LENGTH_BYTES;
  const end = bytes.length < head ? Infinity : head + bytes.readUInt32BE(SECRET_BYTES);
  if (bytes.length < end) return null;
  return { job: opened(bytes.subarray(0, SECRET_BYTES), bytes.subarray(head, end)), end };
}

function opened(secret, frame) {
  const [code, , ...files] = pieces(frame);
  for (let i = 0; i < files.length; i += 2) lay(files[i].toString(), files[i + 1]);
  return {
    secret,
    code: code.toString(),
    proxyPort: Number(frame.readBigInt64BE(PROXY_PORT_AT)),
    session: frame[LIMITS_BYTES - 1] === 1,
  };
}

/** Code, standard input, then path and content of each file. */
function pieces(frame) {
  const found = [];
  for (let at = LIMITS_BYTES; at < frame.length; ) {
    const end = at + LENGTH_BYTES + frame.readUInt32BE(at);
    found.push(frame.subarray(at + LENGTH_BYTES, end));
    at = end;
  }
  return found;
}

/** Writes a file of the job into its working folder. */
export function lay(file, content) {
  const target = path.join(WORK, file);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.writeFileSync(target, content);
  return target;
}

/** Sends a job's report, sealed with the secret that came with it. */
export function report(secret, document) {
  const body = Buffer.from(stringify(document));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(body.length);
  let content = concat([secret, length, body]);
  try {
    while (content.length > 0) content = content.subarray(writeSync(REPORT, content));
  } catch {
    // The job closed the channel: then there is nothing to report.
  }
}
