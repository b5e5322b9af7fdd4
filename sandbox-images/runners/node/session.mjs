// Runs the cells of a session one after the other, in one scope: Node's own REPL, without a
// terminal.
import domain from 'node:domain';
import fs from 'node:fs';
import repl from 'node:repl';
import { PassThrough } from 'node:stream';
import { JOB, report, take } from './channel.mjs';
import { describe, explain } from './words.mjs';

export class Session {
  // What opens the session is none.
  #cells = -1;
  #fail = null;
  #repl;
  #interrupt = () => this.#fail && this.#repl.emit('SIGINT');

  constructor() {
    const failures = domain.create();
    this.#repl = repl.start({
      prompt: '',
      input: new PassThrough(),
      output: new PassThrough().resume(),
      terminal: false,
      useGlobal: true,
      breakEvalOnSigint: true,
      domain: failures,
    });
    // The REPL would print what a cell throws, and tell us nothing.
    failures.removeAllListeners('error');
    failures.on('error', (failure) => {
      if (this.#fail) this.#fail(failure);
      else console.error('Uncaught', failure);
    });
  }

  /** Runs cells for as long as there are any; between them, timers and callbacks go on. */
  async serve(first) {
    await this.#answer(first);
    for await (const cell of cells()) await this.#answer(cell);
  }

  async #answer({ secret, code }) {
    try {
      const value = await this.#run(code);
      report(secret, value === undefined ? {} : { value: describe(value) });
    } catch (failure) {
      console.error(failure);
      report(secret, explain(failure));
    } finally {
      this.#fail = null;
    }
  }

  #run(code) {
    this.#cells += 1;
    // While a cell computes, the REPL waits for the signal itself, and must be the only one.
    process.off('SIGINT', this.#interrupt);
    const ended = new Promise((resolve, reject) => {
      this.#fail = reject;
      this.#repl.eval(`${code}\n`, this.#repl.context, `cell-${this.#cells}.js`, (failure, value) => {
        // The REPL wraps what could be the beginning of a longer input.
        if (failure) reject(failure instanceof repl.Recoverable ? failure.err : failure);
        else resolve(value);
      });
    });
    process.on('SIGINT', this.#interrupt);
    return ended;
  }
}

async function* cells() {
  let bytes = Buffer.alloc(0);
  for await (const chunk of fs.createReadStream('', { fd: JOB, autoClose: false })) {
    bytes = Buffer.concat([bytes, chunk]);
    for (let taken = take(bytes); taken; taken = take(bytes)) {
      bytes = bytes.subarray(taken.end);
      yield taken.job;
    }
  }
}
