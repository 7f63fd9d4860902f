// Builds assets/ from src/ and Bootstrap Italia: `npm ci --ignore-scripts && npm run build`. The output depends on
// package-lock.json, on src/ and on the class names in the views of all themes, plugins and tenants, and on nothing else.
import { cp, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { transform } from 'lightningcss';
import postcss from 'postcss';
import { PurgeCSS } from 'purgecss';
import * as sass from 'sass';
import { FONTS, font } from './fonts.js';
import { palette } from './palette.js';
import { sprite } from './sprite.js';

const THEME = dirname(dirname(fileURLToPath(import.meta.url)));
const REPOSITORY = join(THEME, '..', '..');
const LIBRARY = join(THEME, 'node_modules', 'bootstrap-italia');
const ASSETS = join(THEME, 'assets');
// Made aside and moved at the end: a host that serves this theme never sees half of it.
const ASIDE = join(THEME, 'node_modules', '.assets');

// What a plugin from elsewhere may use although no view in this repository does.
const ALWAYS_KEPT = [
  /^(row|container|lead|table|table-responsive|list-unstyled|visually-hidden|active|disabled|icon)$/,
  /^col-(md|lg)-(3|4|6|8|9)$/,
  /^btn(-primary|-secondary|-danger|-outline-primary|-outline-secondary|-sm|-lg)?$/,
  /^(alert|callout)(-success|-warning|-danger|-info)?$/,
  /^(form-(group|control|check|check-inline|label|select|text)|it-rich|section|section-muted|it-card|it-cards|it-card-title|it-card-text|chip)$/,
  /^(is-invalid|invalid-feedback|d-block|[mp][tby]?-[0-5])$/,
];

// Nesting and light-dark() are written out for browsers that do not know them; prefixes are few.
const TARGETS = { chrome: 111 << 16, firefox: 113 << 16, safari: (16 << 16) | (4 << 8) };

async function files(folder, extensions) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && extensions.some((extension) => entry.name.endsWith(extension)))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/[\\/](node_modules|target|assets)[\\/]/.test(path))
    .sort();
}

async function sources() {
  const paths = [
    ...(await files(join(REPOSITORY, 'themes'), ['.hbs'])),
    ...(await files(join(REPOSITORY, 'plugins'), ['.hbs'])),
    ...(await files(join(REPOSITORY, 'tenants'), ['.hbs'])),
    ...(await files(join(REPOSITORY, 'sdk', 'templates'), ['.hbs'])),
    ...(await files(join(THEME, 'src', 'js'), ['.js'])),
  ];
  return Promise.all(paths.map((path) => readFile(path, 'utf8')));
}

function compile(name) {
  const { css } = sass.compile(join(THEME, 'src', 'scss', name), {
    loadPaths: [join(THEME, 'node_modules')],
    quietDeps: true,
    silenceDeprecations: ['import', 'global-builtin', 'color-functions', 'if-function'],
    logger: sass.Logger.silent,
  });
  return css;
}

async function styles(contents) {
  const library = postcss([palette()]).process(compile('bootstrap.scss'), { from: undefined });
  // Icons inside style sheets are data: addresses, which the content security policy refuses.
  library.root.walkDecls((declaration) => {
    if (declaration.value.includes('url("data:')) declaration.remove();
  });
  const [purged] = await new PurgeCSS().purge({
    css: [{ raw: library.root.toString() + compile('site.scss') }],
    content: contents.map((raw) => ({ raw, extension: 'html' })),
    safelist: { standard: ALWAYS_KEPT },
    variables: true,
    keyframes: true,
  });
  const { code } = transform({
    filename: 'site.css',
    code: Buffer.from(purged.css),
    minify: true,
    targets: TARGETS,
  });
  const text = code.toString();
  const version = JSON.parse(await readFile(join(LIBRARY, 'package.json'), 'utf8')).version;
  // Conformity checkers read this property and want double quotes.
  return `:root{--bootstrap-italia-version:"${version}"}` + text;
}

async function write(path, content) {
  const target = join(ASIDE, path);
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, content);
  const bytes = Buffer.from(content);
  console.log(`${relative(REPOSITORY, join(ASSETS, path))}  ${bytes.length} B, ${brotliCompressSync(bytes).length} B compressed`);
}

const contents = await sources();
const css = await styles(contents);
const icons = await sprite(contents, join(LIBRARY, 'src', 'svg'), join(THEME, 'src', 'icons'));
await rm(ASIDE, { recursive: true, force: true });
await write('css/site.css', css);
await write('svg/sprite.svg', icons);
await write('js/site.js', await readFile(join(THEME, 'src', 'js', 'site.js'), 'utf8'));
await cp(join(THEME, 'src', 'img'), join(ASIDE, 'img'), { recursive: true });
for (const [name, file] of Object.entries(FONTS)) {
  await write(`fonts/${name}.woff2`, await font(join(LIBRARY, 'dist', 'fonts', `${file}.woff2`)));
}
await rm(ASSETS, { recursive: true, force: true });
await rename(ASIDE, ASSETS);
