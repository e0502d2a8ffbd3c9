/** A program of its own that opens a database and writes: `writer.ts PATH NAME COUNT`. */
import { reply } from '../../src/chat/reply.ts';
import { openSqlite } from '../../src/store/sqlite/open.ts';

const [path = '', name = '', count = '0'] = process.argv.slice(2);
const store = await openSqlite(path, () => name);
const { files: _, ...said } = reply(name);
for (let index = 0; index < Number(count); index += 1) {
  const id = `${name}${index}`;
  await store.playground.put(
    {
      id,
      channel: 'c',
      at: index,
      to: null,
      cause: null,
      content: { kind: 'reply', reply: said, files: [] },
    },
    [],
  );
  await store.people.prefer('local', id, name, { reminder: 'on' });
  const schedule = {
    place: { platform: 'web', workspace: 'local', channel: id },
    cron: '0 9 * * *',
    zone: 'UTC',
    dayRule: 'either',
    task: { kind: 'quiz', topic: null },
    locale: 'en',
    userId: id,
    userName: name,
    nextAt: 0,
    settledAt: 0,
  } as const;
  if ((await store.schedules.add(schedule, 1_000)).kind !== 'added') throw new Error('not added');
}
await store.close();
