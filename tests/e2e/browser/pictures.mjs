// Makes docs/guide/images from the demo sites: `node browser/pictures.mjs PORT [TENANT…]`, while they are served there.
// Home, service card, search, booking and personal area, on a desktop and on a phone; the home page also in the dark.
import { mkdir, writeFile } from 'node:fs/promises';
import { launch } from './chromium.mjs';
import { demo } from './demo.mjs';
import { DESKTOP, PHONE, Visitor } from './visitor.mjs';

const IMAGES = new URL('../../../docs/guide/images/', import.meta.url);
const QUALITY = 0.8;
// A picture of a long page shows its beginning.
const TALLEST = { desktop: 1600, phone: 1400 };

const [port, ...only] = process.argv.slice(2);

/** What is shown, and the way there. */
const SCENES = {
  home: (visitor) => visitor.go('/'),
  'service-card': async (visitor) => {
    await visitor.go('/');
    await visitor.follow(visitor.page.locator('[data-element="service-link"]').first());
  },
  search: (visitor) => visitor.go('/cerca?q=scuola'),
  booking: async (visitor) => {
    const { page } = visitor;
    await visitor.go('/servizi');
    const services = await page.locator('[data-element="service-link"]').evaluateAll((all) => all.map(({ href }) => href));
    // A service that some offices receive for, not one that any office might know about.
    for (const service of services) {
      await visitor.go(`/contatti/appuntamento?servizio=${service.split('/').at(-1)}`);
      if ((await page.locator('main input[name="ufficio"]').count()) > 0) break;
    }
    await page.locator('main input[name="ufficio"]').first().check();
    await visitor.send(page.locator('main form.it-form button'));
  },
  'personal-area': (visitor) => visitor.go('/area-personale'),
};

/** Chromium takes PNG and JPEG; it can write WebP, of half the size, from a canvas. */
async function webp(page, png) {
  const data = await page.evaluate(
    async ([source, quality]) => {
      const image = new Image();
      image.src = `data:image/png;base64,${source}`;
      await image.decode();
      const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
      canvas.getContext('2d').drawImage(image, 0, 0);
      return canvas.toDataURL('image/webp', quality).split(',')[1];
    },
    [png.toString('base64'), QUALITY],
  );
  return Buffer.from(data, 'base64');
}

async function picture(visitor, blank, name) {
  const { page, size } = visitor;
  const { width } = page.viewportSize();
  const full = await page.evaluate(() => document.documentElement.scrollHeight);
  const clip = { x: 0, y: 0, width, height: Math.min(full, TALLEST[size]) };
  const image = await webp(blank, await page.screenshot({ fullPage: true, clip, animations: 'disabled' }));
  await writeFile(new URL(`${name}.webp`, IMAGES), image);
  console.log(`docs/guide/images/${name}.webp ${image.length} bytes`);
}

await mkdir(IMAGES, { recursive: true });
const browser = await launch();
const blank = await browser.newPage();
for (const site of demo(port, only)) {
  for (const look of [DESKTOP, PHONE]) {
    for (const [scene, go] of Object.entries(SCENES)) {
      const visitor = await Visitor.arrive(browser, site, look);
      await go(visitor);
      await picture(visitor, blank, `${site.slug}-${scene}-${look.size}`);
      if (scene === 'home') {
        await visitor.page.emulateMedia({ colorScheme: 'dark' });
        await picture(visitor, blank, `${site.slug}-${scene}-${look.size}-dark`);
      }
      await visitor.leave();
    }
  }
  site.done();
}
await browser.close();
