// What people do on a site. Everything is found on the pages themselves, so a tenant needs no list here.
import assert from 'node:assert/strict';
import { DESKTOP, PHONE, Visitor } from './visitor.mjs';
import { focusIsVisible, menuByKeyboard, skipLinkWorks } from './keyboard.mjs';

const WIDTHS = { phone: PHONE, desktop: DESKTOP };
const CARD = '[data-element="service-link"]';
// What nobody calls a service.
const NONSENSE = 'qwxyzk';

export function journeys(browser, site) {
  const journey = (name, look, steps) => ({
    name,
    steps: async () => {
      const visitor = await Visitor.arrive(browser, site, look);
      try {
        await steps(visitor);
      } finally {
        await visitor.leave();
      }
    },
  });
  const each = [];
  for (const [size, viewport] of Object.entries(WIDTHS)) {
    for (const script of [true, false]) {
      const label = (what) => `${what}, ${size}, JavaScript ${script ? 'on' : 'off'}`;
      const look = { viewport, script };
      each.push(journey(label('home'), look, (visitor) => home(visitor, size)));
      each.push(journey(label('service card'), look, (visitor) => service(visitor, size)));
      each.push(journey(label('search'), look, (visitor) => search(visitor, size)));
    }
    // The slow rules see these pages once: the markup of both widths is the same.
    const once = { viewport, rules: size === 'phone' };
    each.push(journey(`every other kind of page, ${size}`, once, (visitor) => others(visitor, size)));
    for (const language of site.languages.slice(1)) {
      each.push(journey(`in ${language}, ${size}`, once, (visitor) => translated(visitor, language, size)));
    }
  }
  each.push(journey('dark', { colorScheme: 'dark' }, dark));
  each.push(journey('on paper', {}, print));
  each.push(journey('the skip link leads to the content', {}, skipLinkWorks));
  // Stops of the Tab key: the header, the hero and the first cards; on a phone the header, which is another one there.
  each.push(journey('the focus is visible, desktop', {}, (visitor) => focusIsVisible(visitor, 24)));
  each.push(journey('the focus is visible, phone', { viewport: PHONE }, (visitor) => focusIsVisible(visitor, 8)));
  each.push(journey('the menu by keyboard, phone', { viewport: PHONE, script: false }, menuByKeyboard));
  return each;
}

async function home(visitor, size) {
  await visitor.go('/');
  assert.notEqual(await visitor.heading(), '');
  await visitor.isContent();
  if (visitor.script) await visitor.picture(`home-${size}`);
  if (size === 'phone') await visitor.page.locator('[popovertarget="menu"]').first().click();
  const entry = visitor.page.locator('#menu .nav-link').first();
  const label = await entry.innerText();
  await entry.click();
  assert.equal(await visitor.heading(), label, 'a menu entry is called as its page');
}

async function service(visitor, size) {
  await visitor.go('/');
  const title = await openFirstCard(visitor);
  assert.equal(await visitor.heading(), title, 'a card is called as its page');
  assert.ok((await visitor.page.locator('[data-element="page-index"] a').count()) >= 8);
  await visitor.isContent();
  if (visitor.script) await visitor.picture(`service-${size}`);
}

async function search(visitor, size) {
  const { page } = visitor;
  await visitor.go('/');
  const title = (await page.locator(CARD).first().innerText()).trim();
  await page.locator('main input[type="search"]').fill(title);
  await page.locator('main form[role="search"] button').click();
  const hit = page.locator('.it-hit a', { hasText: title }).first();
  await hit.waitFor();
  assert.equal(await page.locator('input[type="search"]').inputValue(), title, 'the field keeps the question');
  await visitor.isContent();
  if (visitor.script) await visitor.picture(`search-${size}`);
  await hit.click();
  assert.equal(await visitor.heading(), title);
}

async function openFirstCard(visitor) {
  const card = visitor.page.locator(CARD).first();
  const title = (await card.innerText()).trim();
  await card.click();
  await visitor.page.locator('[data-element="service-title"]').waitFor();
  return title;
}

async function others(visitor, size) {
  const { page } = visitor;
  const look = async (name) => {
    await visitor.isContent();
    await visitor.picture(`${name}-${size}`);
  };
  await visitor.go('/servizi');
  await look('services');
  await page.locator('[data-element="service-category-link"]').first().click();
  await visitor.isContent();
  await visitor.go('/argomenti');
  await look('topics');
  await page.locator('[data-element="topic-element"]').first().click();
  await look('topic');
  await page.locator('[data-element="legal-notes"]').click();
  await look('page');
  await visitor.go('/cerca');
  await visitor.isContent();
  await visitor.go(`/cerca?q=${NONSENSE}`);
  await look('nothing-found');
  assert.ok((await page.locator('main section a').count()) > 0, 'who finds nothing is shown where to go on');
  await visitor.go('/non-esiste', 404);
  await look('not-found');
  await page.locator('main a[href="/"]').click();
  assert.equal(new URL(page.url()).pathname, '/', 'the error page leads home');
}

async function translated(visitor, language, size) {
  const { page } = visitor;
  const says = () => page.evaluate(() => [document.documentElement.lang, document.querySelector('#menu a').textContent]);
  await visitor.go('/');
  const [, original] = await says();
  await page.locator(`.it-languages a[hreflang="${language}"]`).click();
  await page.waitForURL(`**/${language}`);
  const [lang, translation] = await says();
  assert.equal(lang, language);
  assert.notEqual(translation, original, 'the menu is translated');
  await visitor.isContent();
  await visitor.picture(`home-${language}-${size}`);
  await openFirstCard(visitor);
  assert.ok(new URL(page.url()).pathname.startsWith(`/${language}/`), 'links stay in the language');
  await visitor.isContent();
  await visitor.picture(`service-${language}-${size}`);
  await visitor.go(`/${language}/cerca?q=${NONSENSE}`);
  await visitor.isContent();
}

async function dark(visitor) {
  await visitor.go('/');
  await visitor.isContent();
  await visitor.picture('home-dark');
  await openFirstCard(visitor);
  await visitor.isContent();
  await visitor.picture('service-dark');
  await visitor.go('/non-esiste', 404);
  await visitor.isContent();
}

async function print(visitor) {
  const { page } = visitor;
  await visitor.go('/');
  await openFirstCard(visitor);
  await page.emulateMedia({ media: 'print' });
  for (const dispensable of ['#menu', '.breadcrumb', '.it-search-link']) {
    assert.ok(await page.locator(dispensable).isHidden(), `${dispensable} is printed`);
  }
  for (const needed of ['h1', '#contacts', '.it-brand-title']) {
    assert.ok(await page.locator(needed).isVisible(), `${needed} is not printed`);
  }
  await visitor.picture('service-print');
}
