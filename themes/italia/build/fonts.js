// Subsets the faces that are used to the letters of the languages of Italy's municipalities: Italian, German, Slovene,
// French, Ladin, Friulian, Sardinian, English. What is not here comes from the fallback, letter by letter.
import { readFile } from 'node:fs/promises';
import subsetFont from 'subset-font';

// Titillium Web at 600 serves bold as well (src/scss/_fonts.scss), so a page asks for two files.
export const FONTS = {
  'titillium-web-400': 'Titillium_Web/titillium-web-v10-latin-ext_latin-regular',
  'titillium-web-600': 'Titillium_Web/titillium-web-v10-latin-ext_latin-600',
  'lora-400': 'Lora/lora-v20-latin-ext_latin-regular',
  'roboto-mono-400': 'Roboto_Mono/roboto-mono-v13-latin-ext_latin-regular',
};

const range = (from, to) => Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index)).join('');

const LETTERS = [
  range(0x20, 0x7e),
  range(0xa0, 0xff),
  'ĆćČčĐđŠšŽž', // Slovene, and names from beyond the border
  'ŒœŸẞ',
  '–—‘’‚“”„†•…‹›′″€™−×→←↑↓≤≥',
].join('');

export async function font(path) {
  return subsetFont(await readFile(path), LETTERS, { targetFormat: 'woff2' });
}
