// The demo sites for commands that people start: `PORT`, and the folders' names of some tenants if not all are meant.
import { readFileSync, readdirSync } from 'node:fs';
import { Site } from './site.mjs';

const TENANTS = new URL('../../../tenants/', import.meta.url);

export function demo(port, only) {
  const slugs = readdirSync(TENANTS).filter((slug) => only.length === 0 || only.includes(slug));
  return slugs.sort().map((slug) => {
    const text = readFileSync(new URL(`${slug}/tenant.toml`, TENANTS), 'utf8');
    const list = (key) => JSON.parse(new RegExp(`^${key} = (\\[.*\\])$`, 'm').exec(text)[1]);
    const mounts = text.matchAll(/^\[plugins\.([^.\]]+)\]\n(?:[^[]*\n)?mount = "([^"]+)"/gm);
    const plugins = [...mounts].map(([, id, mount]) => ({ id, mount }));
    return new Site({ slug, hosts: list('hosts'), languages: list('languages'), plugins }, port);
  });
}
