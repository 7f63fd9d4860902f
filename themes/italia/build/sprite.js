// One SVG file with the icons that some view, script or plugin names (`it-search`); a page pays for no other.
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

const NAME = /\bit-([a-z][a-z-]*)\b/g;

export async function sprite(sources, libraryFolder, ownFolder) {
  const named = new Set(sources.flatMap((text) => [...text.matchAll(NAME)].map((match) => match[1])));
  const library = (await readdir(libraryFolder))
    .map((file) => file.replace(/^it-|\.svg$/g, ''))
    .filter((name) => named.has(name));
  // Plugins choose among the theme's own icons at run time (a category's icon is data), so all of these are kept.
  const own = (await readdir(ownFolder)).map((file) => file.replace(/\.svg$/, ''));
  const symbols = await Promise.all([
    ...library.sort().map((name) => symbol(name, join(libraryFolder, `it-${name}.svg`))),
    ...own.sort().map((name) => symbol(name, join(ownFolder, `${name}.svg`))),
  ]);
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>\n`;
}

async function symbol(name, file) {
  const text = await readFile(file, 'utf8');
  const body = text
    .replace(/^[\s\S]*?<svg[^>]*>|<\/svg>\s*$/g, '')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/\s+/g, ' ')
    .replace(/> </g, '><')
    .trim();
  return `<symbol id="it-${name}" viewBox="0 0 24 24">${body}</symbol>`;
}
