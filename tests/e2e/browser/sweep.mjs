// Every type of page, in every look.
import { everyLook, narrowly, withoutScripts } from './looks.mjs';
import { DESKTOP, PHONE } from './visitor.mjs';
import { onePerType } from './crawl.mjs';

/** A journey for each page; `pages` are those of the whole site. */
export function sweep(visitors, site, pages) {
  const [first, ...others] = site.languages;
  const visit = (visitorLook, look) => ({ path, status }) =>
    visitors.visit(visitorLook, async (visitor) => {
      await visitor.go(path, status);
      await look(visitor);
    });
  const scripted = visit(DESKTOP, everyLook);
  const withheld = visit({ ...PHONE, withheld: true }, withoutScripts);
  const translated = visit(PHONE, narrowly);
  const each = onePerType(site, pages, first).map((page) => ({
    name: `type ${page.type}: ${page.path}`,
    steps: async () => {
      await scripted(page);
      await withheld(page);
    },
  }));
  for (const language of others) {
    for (const page of onePerType(site, pages, language)) {
      each.push({ name: `type ${page.type} in ${language}: ${page.path}`, steps: () => translated(page) });
    }
  }
  return each;
}

/** Routes of the plugins that nothing has asked for: what is new and has no test yet. */
export function unseen(site) {
  const paths = [...site.seen].map((path) => site.inLanguage(path).path);
  return site.routes.filter(({ pattern }) => !paths.some((path) => pattern.test(path))).map(({ route }) => route);
}
