// Jobs that do nothing, through pg-boss: told so many seconds on a line, it answers with the jobs
// it completed a second. Inserted one by one, as they would come, and never more than AHEAD before
// the workers; fetched and completed a hundred at a time, since its own workers look twice a second
// at most.
import { createInterface } from 'node:readline'
import PgBoss from 'pg-boss'

const AHEAD = 2000
const PRODUCERS = 64
const WORKERS = 4
const BATCH = 100
const QUEUE = 'noop'

const [connectionString, max] = process.argv.slice(2)
const boss = new PgBoss({ connectionString, max: Number(max), supervise: false, schedule: false })
boss.on('error', (error) => { console.error(error); process.exit(1) })
await boss.start()
await boss.createQueue(QUEUE)

let producing = false
let inserted = 0
let completed = 0
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

async function produce() {
  while (producing) {
    if (inserted - completed >= AHEAD) {
      await pause(1)
      continue
    }
    inserted++
    await boss.send(QUEUE, { language: 'python', code: 'print(6 * 7)' })
  }
}

async function work() {
  while (producing || completed < inserted) {
    const jobs = await boss.fetch(QUEUE, { batchSize: BATCH })
    if (jobs.length === 0) {
      await pause(1)
      continue
    }
    await boss.complete(QUEUE, jobs.map((job) => job.id))
    completed += jobs.length
  }
}

async function perSecond(seconds) {
  producing = true
  const all = [...Array(PRODUCERS).keys()].map(produce).concat([...Array(WORKERS).keys()].map(work))
  await pause(1000)
  const before = completed
  const startedAt = performance.now()
  await pause(seconds * 1000)
  const rate = (completed - before) / ((performance.now() - startedAt) / 1000)
  producing = false
  await Promise.all(all)
  return rate
}

console.log('ready')
for await (const line of createInterface({ input: process.stdin })) {
  console.log(await perSecond(Number(line)))
}
await boss.stop({ graceful: false })
process.exit(0)
