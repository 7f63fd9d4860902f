import * as config from 'piazza:plugin/config@1.0.0';
import * as log from 'piazza:plugin/log@1.0.0';
import * as sql from 'piazza:plugin/sql@1.0.0';

const NOBODY = { tag: 'none' };

function home() {
  const made = Date.now();
  // Numbers of the contract that have 64 bits are BigInt in JavaScript.
  sql.execute('INSERT INTO visit (made) VALUES (?1)', [{ tag: 'timestamp', val: BigInt(made) }]);
  const { greeting = 'Hello' } = JSON.parse(config.settings());
  const data = { greeting, made, visits: visits() };
  return {
    tag: 'page',
    val: { view: 'home', title: greeting, status: 200, data: JSON.stringify(data), caching: NOBODY },
  };
}

function count() {
  const body = new TextEncoder().encode(JSON.stringify({ visits: visits() }));
  return {
    tag: 'raw',
    val: { status: 200, mediaType: 'application/json', headers: [], body, caching: NOBODY },
  };
}

function visits() {
  const { rows } = sql.query('SELECT count(*) FROM visit', []);
  return Number(rows[0][0].val);
}

export const web = {
  handle(request) {
    if (request.method === 'get' && request.path === '/') return home();
    if (request.method === 'get' && request.path === '/count.json') return count();
    log.write('info', 'not found', [{ name: 'path', value: request.path }]);
    // What is thrown is the `problem` of the contract.
    throw { status: 404, title: 'Not found', detail: '' };
  },
};
