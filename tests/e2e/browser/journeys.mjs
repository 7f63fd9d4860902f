// What people do on a site. Everything is found on the pages themselves, so a tenant needs no list here. Links are
// called as the pages that they lead to; `follow` fails where one is not.
import assert from 'node:assert/strict';
import { DESKTOP, PHONE } from './visitor.mjs';
import { rate, through } from './functions.mjs';
import { menuByKeyboard, skipLinkWorks } from './keyboard.mjs';
import { everyLook, withoutScripts } from './looks.mjs';
import { NONSENSE } from './crawl.mjs';

const CARD = '[data-element="service-link"]';
const FUNCTIONS = ['/contatti/appuntamento', '/contatti/assistenza', '/contatti/segnalazione'];

export function journeys(visitors, site) {
  const journey = (what, look, steps) => ({
    name: `${what}, ${look.size}, JavaScript ${look.script ? 'on' : 'off'}`,
    steps: () => visitors.visit(look, steps),
  });
  const each = [];
  for (const look of [PHONE, DESKTOP].flatMap((size) => [size, { ...size, script: false }])) {
    each.push(journey('home', look, home));
    each.push(journey('service card', look, service));
    each.push(journey('search', look, search));
  }
  for (const language of site.languages.slice(1)) {
    for (const look of [PHONE, DESKTOP]) {
      each.push(journey(`in ${language}`, look, (visitor) => translated(visitor, language)));
    }
  }
  each.push(journey('the way back from a wrong address', DESKTOP, lost));
  each.push(journey('the skip link leads to the content', DESKTOP, skipLinkWorks));
  each.push(journey('the menu by keyboard', { ...PHONE, script: false }, menuByKeyboard));
  each.push(journey('on paper', DESKTOP, print));
  for (const look of [DESKTOP, { ...PHONE, script: false }]) {
    for (const path of FUNCTIONS) {
      each.push(journey(path, look, (visitor) => through(visitor, path, examine(visitor, path.split('/').at(-1)))));
    }
    each.push(journey('rating', look, (visitor) => rate(visitor, '/', examine(visitor, 'rating'))));
  }
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
  await visitor.go('/servizi');
  await visitor.follow(visitor.page.locator(CARD).first());
  assert.ok((await visitor.page.locator('[data-element="page-index"] a').count()) >= 8);
  await visitor.isContent();
  if (visitor.script) await visitor.picture(`service-${visitor.size}`);
}

async function search(visitor) {
  const { page } = visitor;
  await visitor.go('/servizi');
  const title = (await page.locator(CARD).first().innerText()).trim();
  await visitor.go('/');
  await page.locator('main input[type="search"]').fill(title);
  await page.locator('main form[role="search"] button').click();
  const hit = page.locator('.it-hit a', { hasText: title }).first();
  await hit.waitFor();
  assert.equal(await page.locator('input[type="search"]').inputValue(), title, 'the field keeps the question');
  await visitor.isContent();
  if (visitor.script) await visitor.picture(`search-${visitor.size}`);
  await visitor.follow(hit);
}

async function lost(visitor) {
  const { page } = visitor;
  await visitor.go(`/cerca?q=${NONSENSE}`);
  assert.ok((await page.locator('main section a').count()) > 0, 'who finds nothing is shown where to go on');
  await visitor.go('/non-esiste', 404);
  await everyLook(visitor);
  await visitor.keepSource('not found');
  await page.locator('main a[href="/"]').click();
  await page.waitForURL(`${visitor.site.origin}/`);
}

async function translated(visitor, language) {
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
  await visitor.picture(`home-${language}-${visitor.size}`);
  await visitor.go(`/${language}/servizi`);
  await visitor.follow(page.locator(CARD).first());
  assert.ok(new URL(page.url()).pathname.startsWith(`/${language}/`), 'links stay in the language');
  await visitor.isContent();
  await visitor.picture(`service-${language}-${visitor.size}`);
  await visitor.go(`/${language}/cerca?q=${NONSENSE}`);
  await visitor.isContent();
}

async function print(visitor) {
  const { page } = visitor;
  await visitor.go('/servizi');
  await visitor.follow(page.locator(CARD).first());
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

/** Looks at page after page of a function; where scripts are off, what needs them is left to the other visitor. */
function examine(visitor, name) {
  let pages = 0;
  return async () => {
    pages += 1;
    await visitor.keepSource(`${name} ${pages}`);
    await visitor.picture(`${name}-${pages}-${visitor.size}`);
    const viewport = visitor.page.viewportSize();
    await (visitor.script ? everyLook(visitor) : withoutScripts(visitor));
    await visitor.page.setViewportSize(viewport);
  };
}
