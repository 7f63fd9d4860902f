// Runs the Nu HTML checker (https://validator.github.io/validator/) over sources of pages.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const CHECKER = createRequire(import.meta.url).resolve('vnu-jar/build/dist/vnu.jar');
// Of its report; a broken partial is wrong on every page.
const LONGEST = 512 * 1024 * 1024;

/** What is wrong with sources that are given by name; one sentence stands for all pages that have the same fault. */
export async function mistakes(sources) {
  const folder = await mkdtemp(join(tmpdir(), 'piazza-markup-'));
  try {
    const names = [...sources.keys()];
    await Promise.all(names.map((name, at) => writeFile(join(folder, `${at}.html`), sources.get(name))));
    const call = ['-jar', CHECKER, '--format', 'json', '--exit-zero-always', '--stdout', folder];
    const { stdout } = await promisify(execFile)('java', call, { maxBuffer: LONGEST });
    const found = new Map();
    for (const { type, message, url, extract } of JSON.parse(stdout).messages) {
      if (type === 'info') continue;
      const name = names[Number(/(\d+)\.html$/.exec(url)?.[1])] ?? url;
      const fault = found.get(message) ?? { name, extract, count: 0 };
      found.set(message, { ...fault, count: fault.count + 1 });
    }
    return [...found].map(
      ([message, { name, extract, count }]) => `${message} ${count} times, first in ${name}: ${extract?.replace(/\s+/g, ' ')}`,
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}
