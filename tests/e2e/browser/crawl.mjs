// All pages of a site, as its site map, its links and its plugins' manifests tell them, and one or a few of each type.

// Words of a search that finds something everywhere, and what nobody calls a service.
export const NONSENSE = 'qwxyzk';
const SEARCHES = ['/cerca?q=comune', `/cerca?q=${NONSENSE}`];

/** Asks for every page once; answers the pages, and links that lead nowhere. Further questions of a question are left out. */
export async function crawl(site) {
  const known = new Set();
  const todo = [];
  const faults = [];
  // A route that wants to know more than its address says so on a page, which may link to itself in other languages.
  const add = (path, from, worst = 399) => {
    if (known.has(path)) return;
    known.add(path);
    todo.push({ path, from, worst });
  };
  for (const path of SEARCHES) add(path, 'the test');
  for (const { route } of site.routes) if (!route.includes('{')) add(route, 'a manifest', 499);
  const map = await site.ask('/sitemap.xml');
  for (const [, path] of map.body.matchAll(/<loc>https?:\/\/[^/]+([^<]*)<\/loc>/g)) add(path || '/', 'the site map');
  for (const { route } of site.routes) for (const path of likely(route, known)) add(path, 'a manifest');

  const pages = [];
  // What is found on the way is visited by the same loop.
  for (const { path, from, worst } of todo) {
    const { status, headers, body } = await site.ask(path);
    if (status > worst) faults.push(`${status} for ${path}, found in ${from}`);
    if (headers.location) add(headers.location.split('#')[0], path);
    if (!headers['content-type']?.startsWith('text/html')) continue;
    pages.push({ path, status, body });
    site.sources.set(path, body);
    for (const link of links(body)) if (!(path.includes('?') && link.includes('?'))) add(link, path, Math.max(status, 399));
  }
  return { pages, faults };
}

/** What no page links to: a plugin's address of content that another one shows is asked for by a name that it has there. */
function likely(route, known) {
  const [, kind] = /\/([^/]+)\/\{slug\}$/.exec(route) ?? [];
  const shown = [...known].find((path) => path.startsWith(`/${kind}/`));
  return shown ? [route.replace('{slug}', shown.split('/').at(-1))] : [];
}

function* links(body) {
  for (const [, address] of body.matchAll(/<a\s[^>]*?href="([^"]*)"/g)) {
    const [path] = address.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=').replaceAll('&#x27;', "'").split('#');
    if (path.startsWith('/')) yield path;
  }
}

/**
 * The types of pages: routes of the manifests, each section and each plain page by itself. Of each type come as many
 * pages as it takes until every element and class name that any page of the type has was seen.
 */
export function onePerType(site, pages, language) {
  const types = new Map();
  for (const page of pages) {
    if (site.inLanguage(page.path).language !== language) continue;
    const type = typeOf(site, page.path);
    types.set(type, [...(types.get(type) ?? []), { ...page, parts: parts(page.body) }]);
  }
  return [...types].sort().flatMap(([type, same]) => cover(same).map(({ path, status }) => ({ type, path, status })));
}

function typeOf(site, path) {
  const is = site.inLanguage(path).path.split('?')[0].split('/');
  const route = (site.route(path) ?? path).split('/');
  return route.map((piece, at) => (piece === '{section}' || (at === 1 && piece === '{slug}') ? is[at] : piece)).join('/');
}

function parts(body) {
  const found = new Set();
  for (const [, name, attributes] of body.matchAll(/<([a-z][a-z0-9]*)([^>]*)>/g)) {
    const [, classes] = /class="([^"]*)"/.exec(attributes) ?? [];
    for (const each of (classes ?? '').split(/\s+/)) found.add(`${name}.${each}`);
  }
  return found;
}

function cover(pages) {
  const missing = new Set(pages.flatMap(({ parts }) => [...parts]));
  const chosen = [];
  while (missing.size > 0) {
    const gain = new Map(pages.map((page) => [page, [...page.parts].filter((part) => missing.has(part)).length]));
    const [best] = pages.toSorted((one, other) => gain.get(other) - gain.get(one) || other.body.length - one.body.length);
    chosen.push(best);
    for (const part of best.parts) missing.delete(part);
  }
  return chosen;
}
