// What people do without a mouse.
import assert from 'node:assert/strict';

// How far around a control its ring may be.
const RING = 10;

export async function skipLinkWorks(visitor) {
  const { page } = visitor;
  await visitor.go('/servizi');
  await page.keyboard.press('Tab');
  const link = page.locator(':focus');
  assert.equal(await link.getAttribute('href'), '#main', 'the first stop is the skip link');
  const box = await link.boundingBox();
  assert.ok(box.width > 40 && box.height > 20 && box.y >= 0, `the skip link cannot be seen: ${JSON.stringify(box)}`);
  await page.keyboard.press('Enter');
  assert.equal(await page.locator(':focus').getAttribute('id'), 'main');
  await page.keyboard.press('Tab');
  assert.ok(await page.locator('main :focus').count(), 'the next stop is in the content');
}

export async function menuByKeyboard(visitor) {
  const { page } = visitor;
  await visitor.go('/');
  const entry = page.locator('#menu .nav-link').first();
  assert.ok(await entry.isHidden(), 'the menu is closed at first');
  await page.locator('[popovertarget="menu"]').first().focus();
  await page.keyboard.press('Enter');
  await entry.waitFor({ state: 'visible' });
  await page.keyboard.press('Escape');
  await entry.waitFor({ state: 'hidden' });
}

/**
 * Goes through the page that is open by the Tab key: it has to stop at everything that can be used, and its style has to
 * say where it is. One of each kind of control is photographed with and without the focus as well: two equal
 * pictures mean that nobody sees the ring, whatever the style says.
 */
export async function stops(visitor) {
  const { page, site } = visitor;
  const count = await page.evaluate(watchTheFocus);
  // A stop more than there are, to come around once.
  for (let press = 0; press <= count; press += 1) await page.keyboard.press('Tab');
  const { never, invisible, kinds } = await page.evaluate(() => globalThis.watched.end());
  const faults = [
    ...never.map((name) => `the Tab key does not reach ${name}`),
    ...invisible.map((name) => `nothing shows that this has the focus: ${name}`),
  ];
  for (const [at, kind] of kinds) {
    const known = `${page.viewportSize().width} ${kind}`;
    if (site.controls.has(known)) continue;
    site.controls.add(known);
    const name = await page.evaluate((index) => globalThis.watched.name(index), at);
    if (await looksTheSame(page, at)) faults.push(`nothing to see when this has the focus: ${name}`);
  }
  await page.evaluate(() => scrollTo(0, 0));
  return faults;
}

async function looksTheSame(page, at) {
  await page.evaluate((index) => globalThis.watched.focus(index), at);
  const clip = await page.evaluate(whereTheFocusIs, RING);
  if (clip.width <= 0 || clip.height <= 0) return true;
  const look = () => page.screenshot({ clip, animations: 'disabled', caret: 'hide' });
  const focused = await look();
  await page.evaluate(() => document.activeElement.blur());
  return focused.equals(await look());
}

function whereTheFocusIs(ring) {
  const element = document.activeElement;
  // A link that fills a card has its ring around the card, and a hidden field has it around its label.
  const around = [element, element.closest('.it-card'), ...(element.labels ?? [])].filter(Boolean);
  const boxes = around.map((each) => each.getBoundingClientRect());
  const left = Math.max(0, Math.min(...boxes.map((box) => box.left)) - ring);
  const top = Math.max(0, Math.min(...boxes.map((box) => box.top)) - ring);
  const width = Math.min(innerWidth, Math.max(...boxes.map((box) => box.right)) + ring) - left;
  const height = Math.min(innerHeight, Math.max(...boxes.map((box) => box.bottom)) + ring) - top;
  return { x: left, y: top, width, height };
}

/** Runs in the page. Answers how many stops there should be. */
function watchTheFocus() {
  // The first stop is the document's first one, wherever the focus was before; and nothing has it while it is looked at.
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.blur();
  document.body.removeAttribute('tabindex');

  const usable = 'a[href], area[href], button, input:not([type="hidden"]), select, textarea, summary, [tabindex]';
  const seen = { visibilityProperty: true, contentVisibilityAuto: true };
  const all = [...document.querySelectorAll(usable)].filter(
    (each) => each.tabIndex >= 0 && !each.disabled && each.checkVisibility(seen),
  );
  // Buttons of which one is chosen are one stop.
  const group = (each) => (each.type === 'radio' ? `${each.form?.id ?? ''} ${each.name}` : each);
  const expected = new Map();
  for (const each of all) if (!expected.has(group(each)) || each.checked) expected.set(group(each), each);

  const looks = (each) => {
    const places = [each, each.parentElement, each.nextElementSibling, ...(each.labels ?? []), each.closest('.it-card')];
    return places
      .filter(Boolean)
      .flatMap((place) => [null, '::before', '::after'].map((part) => ring(getComputedStyle(place, part))))
      .join(' ');
  };
  const ring = ({ outlineStyle, outlineWidth, outlineColor, boxShadow }) =>
    outlineStyle === 'none' ? boxShadow : `${outlineStyle} ${outlineWidth} ${outlineColor} ${boxShadow}`;
  const resting = new Map(all.map((each) => [each, looks(each)]));
  const reached = new Set();
  const invisible = new Set();
  const look = ({ target }) => {
    reached.add(group(target));
    if (resting.get(target) === looks(target)) invisible.add(target);
  };
  document.addEventListener('focusin', look);

  const stops = [...expected.values()];
  const name = (each) => each.outerHTML.slice(0, 120).replace(/\s+/g, ' ');
  const sort = (each) => `${each.localName}.${each.className} in ${each.parentElement.localName}.${each.parentElement.className}`;
  globalThis.watched = {
    end() {
      document.removeEventListener('focusin', look);
      document.activeElement?.blur();
      return {
        never: [...expected].filter(([key]) => !reached.has(key)).map(([, each]) => name(each)),
        invisible: [...invisible].map(name),
        kinds: [...new Map(stops.map((each, at) => [sort(each), at]))].map(([kind, at]) => [at, kind]),
      };
    },
    name: (at) => name(stops[at]),
    focus: (at) => stops[at].focus({ focusVisible: true }),
  };
  return stops.length;
}
