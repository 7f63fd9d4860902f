// Lighthouse for phones over every type of page of the demo sites: `node browser/lighthouse.mjs PORT [TENANT…]`, while they
// are served there. Takes a quarter of a minute a page on a quiet machine; ends with 1 if a page has less than it should.
import { createServer } from 'node:net';
import lighthouse from 'lighthouse';
import { launch } from './chromium.mjs';
import { crawl, onePerType } from './crawl.mjs';
import { demo } from './demo.mjs';

const LEAST = { performance: 98, accessibility: 100, 'best-practices': 100, seo: 100 };
// The simulated slow phone is computed from a real load; a busy machine spoils that, so a page has more than one try.
const TRIES = 3;

const [port, ...only] = process.argv.slice(2);

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = server.address();
      server.close(() => resolve(free));
    });
  });
}

/** What a page has less than it should, and why; nothing if all is well. */
async function judge(url, debugging, skipAudits) {
  const flags = { port: debugging, output: 'json', logLevel: 'error', onlyCategories: Object.keys(LEAST), skipAudits };
  const { lhr } = await lighthouse(url, flags);
  const scores = Object.keys(LEAST).map((category) => Math.round((lhr.categories[category]?.score ?? 0) * 100));
  const reasons = Object.entries(LEAST).flatMap(([category, least], at) =>
    scores[at] >= least
      ? []
      : lhr.categories[category].auditRefs
          .filter(({ id, weight }) => weight > 0 && (lhr.audits[id].score ?? 1) < 0.9)
          .map(({ id }) => `${category}: ${id} ${lhr.audits[id].displayValue ?? ''}`.trim()),
  );
  const well = Object.values(LEAST).every((least, at) => scores[at] >= least);
  return { well, scores, reasons };
}

let failed = 0;
const debugging = await freePort();
const browser = await launch([`--remote-debugging-port=${debugging}`]);
for (const site of demo(port, only)) {
  const { pages } = await crawl(site);
  const types = new Map(
    onePerType(site, pages, site.languages[0])
      .filter(({ status }) => status === 200)
      .map(({ type, path }) => [type, path]),
  );
  for (const path of types.values()) {
    // A page that asks search engines to leave it alone does so on purpose.
    const hidden = /<meta name="robots" content="[^"]*noindex/.test(site.sources.get(path));
    let last;
    for (let attempt = 0; attempt < TRIES && !last?.well; attempt += 1) {
      last = await judge(site.origin + path, debugging, hidden ? ['is-crawlable'] : []).catch((error) => ({
        scores: [],
        reasons: [error.message],
      }));
    }
    if (!last.well) failed += 1;
    console.log(`${last.well ? 'ok' : 'not ok'} ${site.slug} ${path}: ${last.scores.join(' ')}`);
    for (const reason of last.reasons) console.log(`    ${reason}`);
  }
  site.done();
}
await browser.close();
process.exitCode = failed > 0 ? 1 : 0;
