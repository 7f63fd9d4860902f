// Opens the demo sites in Chromium: `node browser/run.mjs '{"port": 8080, "pictures": "…", "only": "phone", "tenants": […]}'`,
// where `only` is a part of the names of journeys and each tenant is as the admin port's /tenants has it. Prints a line
// for each journey and ends with 1 if one failed.
import { chromium } from 'playwright-core';
import { journeys } from './journeys.mjs';

const CHROMIUM = {
  executablePath: '/usr/bin/chromium',
  args: [
    '--headless=new',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    // Whatever a page asks for, no name but the demo's leads anywhere.
    '--host-resolver-rules=MAP *.localhost 127.0.0.1, MAP * ~NOTFOUND',
  ],
};

const { port, pictures, only, tenants } = JSON.parse(process.argv[2]);
let failed = 0;

// A page can hang the browser's own calls, which have no limit.
const LONGEST = 40_000;

async function run(name, steps) {
  const limit = AbortSignal.timeout(LONGEST);
  const tooLong = new Promise((_, reject) => {
    limit.onabort = () => reject(new Error(`it has not ended after ${LONGEST / 1000} s`));
  });
  try {
    await Promise.race([steps(), tooLong]);
    console.log(`ok ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`not ok ${name}\n    ${error.message.trim().replaceAll('\n', '\n    ')}`);
  }
}

const browser = await chromium.launch(CHROMIUM);
try {
  await Promise.all(
    tenants.map(async (tenant) => {
      const site = { ...tenant, origin: `http://${tenant.hosts[0]}:${port}`, pictures };
      const chosen = journeys(browser, site).filter(({ name }) => name.includes(only));
      for (const { name, steps } of chosen) await run(`${tenant.slug}: ${name}`, steps);
    }),
  );
} finally {
  await browser.close();
}
process.exitCode = failed > 0 ? 1 : 0;
