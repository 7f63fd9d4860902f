// One municipality's site that is being served, and what can be known of it without a browser.
import http from 'node:http';
import { readFileSync } from 'node:fs';

const REPOSITORY = new URL('../../../', import.meta.url);

export class Site {
  #agent = new http.Agent({ keepAlive: true });
  /** Paths that were asked for, here or by a browser. */
  seen = new Set();
  /** The source of every page, by a name for it. */
  sources = new Map();

  /** `tenant` is as the admin port's /tenants has it. */
  constructor({ slug, hosts, languages, plugins }, port) {
    Object.assign(this, { slug, languages, port, host: hosts[0], origin: `http://${hosts[0]}:${port}` });
    this.routes = plugins.flatMap(routes);
  }

  ask(path) {
    const [pathname] = path.split('?');
    this.seen.add(pathname);
    const headers = { host: this.host, accept: 'text/html' };
    return new Promise((resolve, reject) => {
      const request = http.get({ host: '127.0.0.1', port: this.port, path, agent: this.#agent, headers }, (answer) => {
        let body = '';
        answer.setEncoding('utf8');
        answer.on('data', (piece) => (body += piece));
        answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, body }));
      });
      request.on('error', reject);
    });
  }

  done() {
    this.#agent.destroy();
  }

  /** The path without the language in front, and the language. */
  inLanguage(path) {
    const [, first] = /^\/([a-z]{2,3})(?=\/|\?|$)/.exec(path) ?? [];
    return this.languages.slice(1).includes(first)
      ? { language: first, path: path.slice(first.length + 1) || '/' }
      : { language: this.languages[0], path };
  }

  /** The route that answers a path; the most literal one, as in the program. */
  route(path) {
    const [pathname] = this.inLanguage(path).path.split('?');
    return this.routes.find(({ pattern }) => pattern.test(pathname))?.route;
  }
}

const placeholders = (route) => route.split('{').length;

/** The addresses that a plugin's manifest lists, below where it is mounted. */
function routes({ id, mount }) {
  const manifest = readFileSync(new URL(`plugins/${id}/plugin.toml`, REPOSITORY), 'utf8');
  return [...manifest.matchAll(/^\[\[routes\]\]\npath = "([^"]*)"/gm)]
    .map(([, path]) => `${mount}${path}`.replace('//', '/').replace(/(.)\/$/, '$1'))
    .sort((one, other) => placeholders(one) - placeholders(other))
    .map((route) => ({ route, pattern: new RegExp(`^${route.replace(/\{[^}]*\}/g, '[^/]+')}$`) }));
}
