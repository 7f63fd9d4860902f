// Opens the demo sites in Chromium: `node browser/run.mjs '{"port": 8080, "pictures": "…", "only": "phone", "tenants": […]}'`,
// where `only` is a part of the names of journeys and each tenant is as the admin port's /tenants has it. Prints a line
// for each journey and ends with 1 if one failed.
import assert from 'node:assert/strict';
import { launch } from './chromium.mjs';
import { crawl, onePerType } from './crawl.mjs';
import { journeys } from './journeys.mjs';
import { mistakes } from './markup.mjs';
import { Site } from './site.mjs';
import { sweep, unseen } from './sweep.mjs';
import { Visitors } from './visitor.mjs';
import { weights } from './weight.mjs';

const { port, pictures, only, tenants } = JSON.parse(process.argv[2]);
let failed = 0;

// A page can hang the browser's own calls, which have no limit.
const LONGEST = 300_000;

async function run(name, steps) {
  if (!name.includes(only)) return;
  const limit = AbortSignal.timeout(LONGEST);
  const tooLong = new Promise((_, reject) => {
    limit.onabort = () => reject(new Error(`it has not ended after ${LONGEST / 1000} s`));
  });
  try {
    const told = await Promise.race([steps(), tooLong]);
    console.log(`ok ${name}${told ? `: ${told}` : ''}`);
  } catch (error) {
    failed += 1;
    console.log(`not ok ${name}\n    ${error.message.trim().replaceAll('\n', '\n    ')}`);
  }
}

const none = (faults) => assert.ok(faults.length === 0, faults.join('\n'));

async function look(browser, tenant) {
  const site = Object.assign(new Site(tenant, port), { pictures, controls: new Set() });
  const { pages, faults } = await crawl(site);
  await run(`${site.slug}: every link leads somewhere`, async () => none(faults));
  const types = onePerType(site, pages, site.languages[0]).filter(({ status }) => status === 200);
  await run(`${site.slug}: weight`, () => weights(browser, site, types.map(({ path }) => path)));
  const visitors = new Visitors(browser, site);
  for (const { name, steps } of [...journeys(visitors, site), ...sweep(visitors, site, pages)]) {
    await run(`${site.slug}: ${name}`, steps);
  }
  if (only === '') await run(`${site.slug}: every route was asked for`, async () => none(unseen(site)));
  await run(`${site.slug}: HTML`, async () => {
    none(await mistakes(site.sources));
    return `${site.sources.size} pages`;
  });
  site.done();
}

const browser = await launch();
try {
  await Promise.all(tenants.map((tenant) => look(browser, tenant)));
} finally {
  await browser.close();
}
process.exitCode = failed > 0 ? 1 : 0;
