// What a page costs somebody with a slow line: bytes as they are transferred, headers included, and requests.
import assert from 'node:assert/strict';
import { PHONE, Visitor } from './visitor.mjs';

// The icon in the browser's tab is fetched by the browser, not by the page: it has weight, but is none of the requests.
const FIRST_VISIT = { bytes: 60_000, requests: 8 };
const LATER_PAGE = { bytes: 15_000, requests: 8 };

/** Opens the home page with nothing cached, then each other page with what has been kept by then. */
export async function weights(browser, site, paths) {
  const visitor = await Visitor.arrive(browser, site, PHONE);
  const network = await visitor.page.context().newCDPSession(visitor.page);
  await network.send('Network.enable');
  const addresses = new Map();
  const sizes = new Map();
  network.on('Network.requestWillBeSent', ({ requestId, request }) => addresses.set(requestId, request.url));
  // What the cache answers has no bytes and is not counted.
  network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (encodedDataLength > 0) sizes.set(addresses.get(requestId), encodedDataLength);
  });
  const heavy = [];
  const weigh = async (path, limit) => {
    sizes.clear();
    await visitor.page.goto(path, { waitUntil: 'networkidle' });
    const icon = await visitor.page.locator('link[rel="icon"]').evaluate((link) => link.href);
    const requests = [...sizes.keys()].filter((address) => address !== icon).length;
    const bytes = [...sizes.values()].reduce((sum, size) => sum + size, 0);
    if (bytes > limit.bytes || requests > limit.requests) heavy.push(`${path}: ${bytes} bytes in ${requests} requests`);
    return { path, bytes, requests };
  };
  const first = await weigh('/', FIRST_VISIT);
  assert.ok(first.bytes > 5_000 && first.requests > 3, `nothing was weighed: ${JSON.stringify(first)}`);
  const later = [];
  for (const path of paths) later.push(await weigh(path, LATER_PAGE));
  await visitor.leave();
  assert.ok(heavy.length === 0, `too heavy:\n${heavy.join('\n')}`);
  const heaviest = later.toSorted((one, other) => other.bytes - one.bytes)[0];
  return `first visit ${first.bytes} bytes in ${first.requests} requests; later at most ${heaviest.bytes} (${heaviest.path})`;
}
