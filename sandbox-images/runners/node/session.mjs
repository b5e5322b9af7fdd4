// Runs the cells of a session one after the other, in one scope: Node's own REPL, without a
// terminal.
import repl from 'node:repl';
import { PassThrough } from 'node:stream';

export class Session {
  #repl;

  constructor() {
    this.#repl = repl.start({
      prompt: '',
      input: new PassThrough(),
      output: new PassThrough().resume(),
      terminal: false,
      useGlobal: true,
      breakEvalOnSigint: true,
    });
    process.on('SIGINT', () => {});
  }

  /** The value of a cell; rejects with what it threw. */
  run(source) {
    return new Promise((resolve, reject) => {
      this.#repl.eval(`${source}\n`, this.#repl.context, 'cell.js', (failure, value) => {
        if (failure) reject(failure);
        else resolve(value);
      });
    });
  }
}
