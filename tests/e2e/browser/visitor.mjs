// Somebody who looks at one site: a fresh browser profile that writes down everything a page does wrong.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'EN-301-549', 'best-practice'];
// For one step; a page takes milliseconds, but two cores may be busy with other tests.
const PATIENCE = 20_000;

export const PHONE = { size: 'phone', viewport: { width: 360, height: 740 }, script: true, colorScheme: 'light' };
export const DESKTOP = { size: 'desktop', viewport: { width: 1280, height: 800 }, script: true, colorScheme: 'light' };

export class Visitor {
  #faults = [];
  #expected = 200;

  static async arrive(browser, site, { size, viewport, script, colorScheme }) {
    const context = await browser.newContext({
      viewport,
      colorScheme,
      javaScriptEnabled: script,
      reducedMotion: 'reduce',
      baseURL: site.origin,
    });
    context.setDefaultTimeout(PATIENCE);
    return new Visitor(site, await context.newPage(), { size, script });
  }

  constructor(site, page, { size, script }) {
    Object.assign(this, { site, page, size, script });
    page.on('console', (message) => this.#hear(message));
    page.on('pageerror', (error) => this.#faults.push(`script error: ${error.message}`));
    page.on('request', (request) => this.#watch(request.url()));
    page.on('response', (response) => this.#weigh(response));
  }

  // Violations of the content security policy are errors on the console, also where scripts are off.
  #hear(message) {
    const isOwnStatus = this.#expected >= 400 && message.location().url === this.page.url();
    if (['error', 'warning'].includes(message.type()) && !isOwnStatus) {
      this.#faults.push(`console ${message.type()}: ${message.text()}`);
    }
  }

  #watch(url) {
    if (!url.startsWith(`${this.site.origin}/`) && !url.startsWith('data:')) this.#faults.push(`left the site: ${url}`);
  }

  #weigh(response) {
    const isPage = response.request().isNavigationRequest();
    if (!isPage && response.status() >= 400) this.#faults.push(`${response.status()} for ${response.url()}`);
  }

  async go(path, status = 200) {
    this.#expected = status;
    const response = await this.page.goto(path, { waitUntil: 'load' });
    assert.equal(response.status(), status, `status of ${path}`);
  }

  /** Clicks a link and waits for the page that is called as it is; answers the name. */
  async follow(link) {
    const name = (await link.innerText()).trim();
    await link.click();
    await this.page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
    return name;
  }

  /** Fails if something went wrong behind the scenes since the last call. */
  isQuiet() {
    this.#complain([]);
  }

  /** Fails if something went wrong since the last call, or is wrong with the page that is open. */
  async isContent({ rules = true } = {}) {
    const faults = await this.#sideways();
    // The rules run as a script inside the page; what they would say without scripts is the same.
    if (rules && this.script) faults.push(...(await this.#barriers()));
    this.#complain(faults);
  }

  #complain(faults) {
    const all = [...this.#faults.splice(0), ...faults];
    assert.ok(all.length === 0, `${this.page.url()}:\n${all.join('\n')}`);
  }

  async #sideways() {
    const { wide, room } = await this.page.evaluate(() => ({
      wide: document.documentElement.scrollWidth,
      room: document.documentElement.clientWidth,
    }));
    return wide > room ? [`scrolls sideways: ${wide} px of content in ${room} px`] : [];
  }

  async #barriers() {
    const rules = new AxeBuilder({ page: this.page }).options({ resultTypes: ['violations'], runOnly: RULES });
    // There are no frames, so no second page has to put their results together.
    const { violations } = await rules.setLegacyMode().analyze();
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target} ${node.failureSummary.replace(/\s+/g, ' ')}`),
    );
  }

  async picture(name) {
    const path = join(this.site.pictures, `${this.site.slug}-${name}.png`);
    await this.page.screenshot({ path, fullPage: true, animations: 'disabled' });
  }
}
