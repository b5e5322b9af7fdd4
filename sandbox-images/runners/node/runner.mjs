// Runs one job inside a sandbox. The host sends on standard input a line of byte lengths, then the
// pieces themselves: the program, then a path and a content for each file. What follows is the
// job's own standard input.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import vm from 'node:vm';

const WORK = '/sandbox';
const PARAMETERS = ['exports', 'require', 'module', '__filename', '__dirname'];

function readExactly(count) {
  const bytes = Buffer.alloc(count);
  let filled = 0;
  while (filled < count) {
    const read = fs.readSync(0, bytes, filled, count - filled, null);
    if (read === 0) throw new Error("the host closed the job's standard input early");
    filled += read;
  }
  return bytes;
}

function readSpec() {
  let line = '';
  while (!line.endsWith('\n')) line += readExactly(1).toString('latin1');
  return line.trim().split(' ').map((length) => readExactly(Number(length)));
}

function lay(file, content) {
  const target = path.join(WORK, file);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.writeFileSync(target, content);
  return target;
}

/** Whether the program is CommonJS: what is not (import, export, top-level await) is a module. */
function isCommonJs(source) {
  try {
    vm.compileFunction(source.replace(/^#!.*/, ''), PARAMETERS);
    return true;
  } catch {
    return false;
  }
}

const [program, ...files] = readSpec();
for (let i = 0; i < files.length; i += 2) lay(files[i].toString(), files[i + 1]);
delete process.env.SERAI_REPORT;
const source = program.toString();
if (isCommonJs(source)) {
  const main = lay('main.cjs', program);
  process.argv = [process.argv[0], main];
  createRequire(main)(main);
} else {
  const main = lay('main.mjs', program);
  process.argv = [process.argv[0], main];
  await import(pathToFileURL(main));
}
