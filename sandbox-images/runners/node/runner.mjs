// Runs one job's code, in a process of its own that has waited for it. The supervisor hands the job
// over descriptor 3 and takes the report over descriptor 4.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import util from 'node:util';
import vm from 'node:vm';
import { withValueKept } from './trailing.mjs';

const WORK = '/sandbox';
const JOB = 3;
const REPORT = 4;
const SECRET_BYTES = 16;
const LIMITS_BYTES = 80;
const PROXY_PORT_AT = 72;
const VALUE_CHARACTERS = 64 * 1024;
const LIMITS_BY_ERROR = {
  EMFILE: 'open_files', ENFILE: 'open_files', EFBIG: 'file_size', ENOSPC: 'disk', EAGAIN: 'pids', ENOMEM: 'memory',
};
// Taken now: a job may change what these names mean.
const { writeSync } = fs;
const { inspect } = util;
const { stringify } = JSON;
const concat = Buffer.concat;

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

function receive() {
  const secret = readExactly(SECRET_BYTES);
  const frame = readExactly(readExactly(4).readUInt32BE());
  const [code, , ...files] = pieces(frame);
  for (let i = 0; i < files.length; i += 2) lay(files[i].toString(), files[i + 1]);
  return { secret, code: code.toString(), proxyPort: Number(frame.readBigInt64BE(PROXY_PORT_AT)) };
}

/** Code, standard input, then path and content of each file. */
function pieces(frame) {
  const found = [];
  for (let at = LIMITS_BYTES; at < frame.length; ) {
    const end = at + 4 + frame.readUInt32BE(at);
    found.push(frame.subarray(at + 4, end));
    at = end;
  }
  return found;
}

function report(secret, document) {
  const body = Buffer.from(stringify(document));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  let content = concat([secret, length, body]);
  try {
    while (content.length > 0) content = content.subarray(writeSync(REPORT, content));
  } catch {
    // The job closed the channel: then there is nothing to report.
  }
}

function lay(file, content) {
  const target = path.join(WORK, file);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.writeFileSync(target, content);
  return target;
}

function describe(value) {
  try {
    return inspect(value).slice(0, VALUE_CHARACTERS);
  } catch (failure) {
    return `<${failure?.name} while it was described>`;
  }
}

function explain(failure) {
  const isError = util.types.isNativeError(failure);
  const document = {
    error: {
      name: isError ? String(failure.name) : typeof failure,
      message: isError ? String(failure.message) : describe(failure),
      traceback: isError ? String(failure.stack).slice(-VALUE_CHARACTERS) : describe(failure),
    },
  };
  const limit = LIMITS_BY_ERROR[failure?.code];
  return limit ? { ...document, limit } : document;
}

/** The program as a script, whose value is that of its last statement; absent where it is none. */
function asScript(source, filename) {
  try {
    return new vm.Script(source, {
      filename,
      importModuleDynamically: vm.constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
  } catch {
    return null;
  }
}

/** Whether the program is CommonJS though no script, because it returns at its top level. */
function isCommonJs(source) {
  try {
    vm.compileFunction(source, ['exports', 'require', 'module', '__filename', '__dirname']);
    return true;
  } catch {
    return false;
  }
}

function defineCommonJs(main) {
  const module = { exports: {}, id: '.', filename: main, children: [], paths: [] };
  const require = createRequire(main);
  require.main = module;
  Object.assign(globalThis, { require, module, exports: module.exports, __filename: main, __dirname: WORK });
}

async function run(source, keep) {
  const plain = source.replace(/^#!.*/, '');
  const scriptFile = path.join(WORK, 'main.cjs');
  const script = asScript(plain, scriptFile);
  if (script) {
    process.argv[1] = lay('main.cjs', source);
    defineCommonJs(scriptFile);
    keep(script.runInThisContext());
  } else if (isCommonJs(plain)) {
    process.argv[1] = lay('main.cjs', source);
    createRequire(scriptFile)(scriptFile);
  } else {
    globalThis.__serai_keep = keep;
    process.argv[1] = lay('main.mjs', withValueKept(plain, '__serai_keep'));
    await import(pathToFileURL(process.argv[1]));
  }
}

async function runOnce({ secret, code }) {
  let document = {};
  process.on('uncaughtExceptionMonitor', (failure) => {
    document = explain(failure);
  });
  process.on('exit', () => report(secret, document));
  await run(code, (value) => {
    if (value !== undefined) document = { value: describe(value) };
  });
}

const job = receive();
if (job.proxyPort) (await import('./proxy.mjs')).useProxy(job.proxyPort);
process.argv = [process.argv[0]];
await runOnce(job);
