// Finds the expression that a module ends with, so that its value can be kept. V8 itself says what
// parses; only where a statement may begin is guessed, and a guess that does not parse is dropped.
import vm from 'node:vm';

const MAX_TRIES = 50;
const CONTINUES = /^\s*([([`+\-*/%,.?:&|^<>=]|in\b|instanceof\b)/;

/** The module's source, changed so that its last expression's value is passed to a function. */
export function withValueKept(source, keeper) {
  for (const at of boundaries(source)) {
    const head = source.slice(0, at);
    const tail = source.slice(at).replace(/[;\s]+$/, '');
    if (startsStatement(head, tail) && isExpression(tail) && isModule(head)) {
      return `${head}${keeper}((\n${tail}\n));`;
    }
  }
  return source;
}

/** Where the last statement could begin: after a line break or a semicolon, latest first. */
function* boundaries(source) {
  let tries = 0;
  for (let at = source.trimEnd().length - 1; at > 0 && tries < MAX_TRIES; at--) {
    if (source[at - 1] === '\n' || source[at - 1] === ';') {
      tries++;
      yield at;
    }
  }
  yield 0;
}

function startsStatement(head, tail) {
  return tail !== '' && (!CONTINUES.test(tail) || /(^|[;}])\s*$/.test(head));
}

function isExpression(text) {
  try {
    new vm.Script(`async () => (\n${text}\n)`);
    return true;
  } catch {
    return false;
  }
}

function isModule(text) {
  try {
    new vm.SourceTextModule(text);
    return true;
  } catch {
    return false;
  }
}
