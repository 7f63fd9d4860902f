// What people do on a site. Everything is found on the pages themselves, so a tenant needs no list here. Links are
// called as the pages that they lead to; `follow` fails where one is not.
import assert from 'node:assert/strict';
import { DESKTOP, PHONE, Visitor } from './visitor.mjs';
import { focusIsVisible, menuByKeyboard, skipLinkWorks } from './keyboard.mjs';

const CARD = '[data-element="service-link"]';
// What nobody calls a service.
const NONSENSE = 'qwxyzk';

export function journeys(browser, site) {
  const visitors = new Map();
  const journey = (what, look, steps) => ({
    name: `${what}, ${look.size}, JavaScript ${look.script ? 'on' : 'off'}`,
    steps: async () => {
      const key = JSON.stringify(look);
      const visitor = visitors.get(key) ?? (await Visitor.arrive(browser, site, look));
      // Who has had trouble does not come back: a page that hangs must not hang the next journey.
      visitors.delete(key);
      await steps(visitor);
      visitor.isQuiet();
      visitors.set(key, visitor);
    },
  });
  const each = [];
  for (const look of [PHONE, DESKTOP].flatMap((size) => [size, { ...size, script: false }])) {
    each.push(journey('home', look, home));
    each.push(journey('service card', look, service));
    each.push(journey('search', look, search));
  }
  for (const look of [PHONE, DESKTOP]) {
    each.push(journey('every other kind of page', look, others));
    for (const language of site.languages.slice(1)) {
      each.push(journey(`in ${language}`, look, (visitor) => translated(visitor, language)));
    }
  }
  each.push(journey('in the dark', { ...DESKTOP, colorScheme: 'dark' }, dark));
  each.push(journey('the skip link leads to the content', DESKTOP, skipLinkWorks));
  // Stops of the Tab key: the header, the hero and the first cards; on a phone the header, which is another one there.
  each.push(journey('the focus is visible', DESKTOP, (visitor) => focusIsVisible(visitor, 24)));
  each.push(journey('the focus is visible', PHONE, (visitor) => focusIsVisible(visitor, 8)));
  each.push(journey('the menu by keyboard', { ...PHONE, script: false }, menuByKeyboard));
  each.push(journey('on paper', DESKTOP, print));
  return each;
}

async function home(visitor) {
  await visitor.go('/');
  await visitor.isContent();
  if (visitor.script) await visitor.picture(`home-${visitor.size}`);
  if (visitor.size === 'phone') await visitor.page.locator('[popovertarget="menu"]').first().click();
  await visitor.follow(visitor.page.locator('#menu .nav-link').first());
}

async function service(visitor) {
  await visitor.go('/');
  await visitor.follow(visitor.page.locator(CARD).first());
  assert.ok((await visitor.page.locator('[data-element="page-index"] a').count()) >= 8);
  await visitor.isContent();
  if (visitor.script) await visitor.picture(`service-${visitor.size}`);
}

async function search(visitor) {
  const { page } = visitor;
  await visitor.go('/');
  const title = (await page.locator(CARD).first().innerText()).trim();
  await page.locator('main input[type="search"]').fill(title);
  await page.locator('main form[role="search"] button').click();
  const hit = page.locator('.it-hit a', { hasText: title }).first();
  await hit.waitFor();
  assert.equal(await page.locator('input[type="search"]').inputValue(), title, 'the field keeps the question');
  await visitor.isContent();
  if (visitor.script) await visitor.picture(`search-${visitor.size}`);
  await visitor.follow(hit);
}

// The slow rules see these pages once: the markup of both widths is the same.
const once = (visitor) => ({ rules: visitor.size === 'phone' });

async function others(visitor) {
  const { page } = visitor;
  const rules = once(visitor);
  const look = async (name) => {
    await visitor.isContent(rules);
    await visitor.picture(`${name}-${visitor.size}`);
  };
  await visitor.go('/servizi');
  await look('services');
  await visitor.follow(page.locator('[data-element="service-category-link"]').first());
  await visitor.isContent(rules);
  await visitor.go('/argomenti');
  await look('topics');
  await visitor.follow(page.locator('[data-element="topic-element"]').first());
  await look('topic');
  await visitor.follow(page.locator('[data-element="legal-notes"]'));
  await look('page');
  await visitor.go('/cerca');
  await visitor.isContent(rules);
  await visitor.go(`/cerca?q=${NONSENSE}`);
  await look('nothing-found');
  assert.ok((await page.locator('main section a').count()) > 0, 'who finds nothing is shown where to go on');
  await visitor.go('/non-esiste', 404);
  await look('not-found');
  await page.locator('main a[href="/"]').click();
  await page.waitForURL(`${visitor.site.origin}/`);
}

async function translated(visitor, language) {
  const { page } = visitor;
  const rules = once(visitor);
  const says = () => page.evaluate(() => [document.documentElement.lang, document.querySelector('#menu a').textContent]);
  await visitor.go('/');
  const [, original] = await says();
  await page.locator(`.it-languages a[hreflang="${language}"]`).click();
  await page.waitForURL(`**/${language}`);
  const [lang, translation] = await says();
  assert.equal(lang, language);
  assert.notEqual(translation, original, 'the menu is translated');
  await visitor.isContent(rules);
  await visitor.picture(`home-${language}-${visitor.size}`);
  await visitor.follow(visitor.page.locator(CARD).first());
  assert.ok(new URL(page.url()).pathname.startsWith(`/${language}/`), 'links stay in the language');
  await visitor.isContent(rules);
  await visitor.picture(`service-${language}-${visitor.size}`);
  await visitor.go(`/${language}/cerca?q=${NONSENSE}`);
  await visitor.isContent(rules);
}

async function dark(visitor) {
  await visitor.go('/');
  await visitor.isContent();
  await visitor.picture('home-dark');
  await visitor.follow(visitor.page.locator(CARD).first());
  await visitor.isContent();
  await visitor.picture('service-dark');
  await visitor.go('/non-esiste', 404);
  await visitor.isContent();
}

async function print(visitor) {
  const { page } = visitor;
  await visitor.go('/');
  await visitor.follow(visitor.page.locator(CARD).first());
  await page.emulateMedia({ media: 'print' });
  for (const dispensable of ['#menu', '.breadcrumb', '.it-search-link']) {
    assert.ok(await page.locator(dispensable).isHidden(), `${dispensable} is printed`);
  }
  for (const needed of ['h1', '#contacts', '.it-brand-title']) {
    assert.ok(await page.locator(needed).isVisible(), `${needed} is not printed`);
  }
  await visitor.picture('service-print');
  await page.emulateMedia({ media: null });
}
