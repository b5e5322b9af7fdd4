// Puts values and exceptions into words for a report.
import util from 'node:util';

const VALUE_CHARACTERS = 64 * 1024;
const LIMITS_BY_ERROR = {
  EMFILE: 'open_files', ENFILE: 'open_files', EFBIG: 'file_size', ENOSPC: 'disk', EAGAIN: 'pids', ENOMEM: 'memory',
};
// Taken now: a job may change what these names mean.
const { inspect } = util;

/** A value as the runtime prints it. */
export function describe(value) {
  try {
    return inspect(value).slice(0, VALUE_CHARACTERS);
  } catch (failure) {
    return `<${failure?.name} while it was described>`;
  }
}

/** The report of a program that ended with an exception. */
export function explain(failure) {
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
