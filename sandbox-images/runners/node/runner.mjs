// Runs one job's code, or a session's cells one after the other, in a process of its own that has
// waited for it.
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import vm from 'node:vm';
import { lay, receive, report, WORK } from './channel.mjs';
import { withValueKept } from './trailing.mjs';
import { describe, explain } from './words.mjs';

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

async function serve(job) {
  defineCommonJs(path.join(WORK, 'main.cjs'));
  const { Session } = await import('./session.mjs');
  await new Session().serve(job);
}

const job = receive();
if (job.proxyPort) (await import('./proxy.mjs')).useProxy(job.proxyPort, job.session);
process.argv = [process.argv[0]];
await (job.session ? serve(job) : runOnce(job));
