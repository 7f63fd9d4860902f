// One page in every look: widths, colour schemes, paper, the keyboard.
import { stops } from './keyboard.mjs';

// The narrowest that WCAG 1.4.10 asks for, a tablet, a desktop.
const WIDTHS = [320, 768, 1280];
const HEIGHT = 800;
// Where axe looks: the page of a tablet is that of one of the others.
const RULED = [320, 1280];

/** Examines the page that is open as it is, without loading it again: what a form has answered cannot be loaded again. */
export async function everyLook(visitor) {
  const { page } = visitor;
  const faults = [];
  const collect = async (look, found) => faults.push(...(await found).map((fault) => `${look}: ${fault}`));
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: HEIGHT });
    // After the last stop the Tab key leads through the browser's own controls, and back to the first one when the test has gone
    // on: on a busy machine the skip link of the last width would lie over the header.
    await page.evaluate(() => document.activeElement?.blur());
    await collect(`${width} px`, visitor.sideways());
    if (!RULED.includes(width)) continue;
    await collect(`${width} px`, visitor.barriers());
    await collect(`${width} px, by keyboard`, stops(visitor));
    if (width !== WIDTHS[0]) continue;
    // A colour is the same at every width.
    await page.emulateMedia({ colorScheme: 'dark' });
    await collect(`${width} px, dark`, visitor.barriers('colours'));
    await page.emulateMedia({ colorScheme: 'light' });
  }
  await page.emulateMedia({ media: 'print' });
  await collect('on paper', visitor.sideways());
  await collect('on paper', visitor.barriers('colours'));
  await page.emulateMedia({ media: null });
  visitor.report(faults);
}

/** What can differ where no script runs. */
export async function withoutScripts(visitor) {
  const faults = [];
  for (const width of WIDTHS) {
    await visitor.page.setViewportSize({ width, height: HEIGHT });
    faults.push(...(await visitor.sideways()).map((fault) => `${width} px: ${fault}`));
    // axe's timers stand still where JavaScript is off.
    if (width === WIDTHS[0] && visitor.script) faults.push(...(await visitor.barriers()));
  }
  visitor.report(faults);
}

/** A translation has longer words than the original; its markup is the same. */
export async function narrowly(visitor) {
  await visitor.page.setViewportSize({ width: WIDTHS[0], height: HEIGHT });
  visitor.report(await visitor.sideways());
}
