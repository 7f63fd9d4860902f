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

/** Each stop is photographed with and without the focus: two equal pictures mean that nobody sees where they are. */
export async function focusIsVisible(visitor, stops) {
  const { page } = visitor;
  await visitor.go('/');
  const invisible = [];
  for (let stop = 0; stop < stops; stop += 1) {
    await page.keyboard.press('Tab');
    const { clip, name } = await page.evaluate(whereTheFocusIs, RING);
    const look = () => page.screenshot({ clip, animations: 'disabled' });
    const focused = await look();
    // The next Tab goes on from here, although nothing has the focus.
    await page.evaluate(() => document.activeElement.blur());
    if (focused.equals(await look())) invisible.push(name);
  }
  assert.ok(invisible.length === 0, `nothing shows that these have the focus:\n${invisible.join('\n')}`);
}

function whereTheFocusIs(ring) {
  const element = document.activeElement;
  // A link that fills a card has its ring around the card.
  const boxes = [element, element.closest('.it-card') ?? element].map((each) => each.getBoundingClientRect());
  const left = Math.max(0, Math.min(...boxes.map((box) => box.left)) - ring);
  const top = Math.max(0, Math.min(...boxes.map((box) => box.top)) - ring);
  const width = Math.min(innerWidth, Math.max(...boxes.map((box) => box.right)) + ring) - left;
  const height = Math.min(innerHeight, Math.max(...boxes.map((box) => box.bottom)) + ring) - top;
  return { clip: { x: left, y: top, width, height }, name: element.outerHTML.slice(0, 120).replace(/\s+/g, ' ') };
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
