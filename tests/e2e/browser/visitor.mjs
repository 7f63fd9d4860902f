// Somebody who looks at one site: a fresh browser profile that writes down everything a page does wrong.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'EN-301-549', 'best-practice'];
// What another colour scheme can break.
const COLOURS = ['color-contrast', 'link-in-text-block'];
// For one step; a page takes milliseconds, but two cores may be busy with other tests.
const PATIENCE = 40_000;

export const PHONE = { size: 'phone', viewport: { width: 320, height: 640 }, script: true };
export const DESKTOP = { size: 'desktop', viewport: { width: 1280, height: 800 }, script: true };

export class Visitor {
  #faults = [];
  #expected = 200;
  #sources = [];

  /**
   * `script: false` is a browser whose JavaScript is off. `withheld` is one that never gets the site's scripts: the same
   * page, but axe can run on it, whose own timers stand still where JavaScript is off.
   */
  static async arrive(browser, site, { size, viewport, script, withheld }) {
    const context = await browser.newContext({
      viewport,
      javaScriptEnabled: script,
      reducedMotion: 'reduce',
      baseURL: site.origin,
    });
    context.setDefaultTimeout(PATIENCE);
    if (withheld) await context.route('**/*.js', (route) => route.fulfill({ contentType: 'text/javascript', body: '' }));
    return new Visitor(site, await context.newPage(), { size, script });
  }

  constructor(site, page, { size, script }) {
    Object.assign(this, { site, page, size, script });
    page.on('console', (message) => this.#hear(message));
    page.on('pageerror', (error) => this.#faults.push(`script error: ${error.message}`));
    page.on('request', (request) => this.#watch(request.url()));
    page.on('response', (response) => this.#receive(response));
  }

  leave() {
    return this.page.context().close();
  }

  // Violations of the content security policy are errors on the console, also where scripts are off.
  #hear(message) {
    const isOwnStatus = this.#expected >= 400 && message.location().url === this.page.url();
    if (['error', 'warning'].includes(message.type()) && !isOwnStatus) {
      this.#faults.push(`console ${message.type()}: ${message.text()}`);
    }
  }

  #watch(url) {
    if (url.startsWith(`${this.site.origin}/`)) this.site.seen.add(new URL(url).pathname);
    else if (!url.startsWith('data:')) this.#faults.push(`left the site: ${url}`);
  }

  #receive(response) {
    const isPage = response.request().isNavigationRequest();
    if (!isPage && response.status() >= 400) this.#faults.push(`${response.status()} for ${response.url()}`);
    // Who leaves a page soon takes its source along; nobody wants that one.
    if (isPage) this.#sources.push(response.text().catch(() => undefined));
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

  /** Sends a form and waits for what comes back, wherever it leads. */
  async send(button, status = 200) {
    this.#expected = status;
    const isAnswer = (response) => response.request().isNavigationRequest() && !response.headers().location;
    const [response] = await Promise.all([this.page.waitForResponse(isAnswer), button.click()]);
    await this.page.waitForLoadState('load');
    assert.equal(response.status(), status, `status after a form at ${this.page.url()}`);
  }

  /** Fails if something went wrong behind the scenes since the last call. */
  isQuiet() {
    this.report([]);
  }

  /** Fails if something went wrong since the last call, or is wrong with the page that is open. */
  async isContent({ rules = true } = {}) {
    const faults = await this.sideways();
    // The rules run as a script inside the page; what they would say without scripts is the same.
    if (rules && this.script) faults.push(...(await this.barriers()));
    this.report(faults);
  }

  report(faults) {
    const all = [...this.#faults.splice(0), ...faults];
    assert.ok(all.length === 0, `${this.page.url()}:\n${all.join('\n')}`);
  }

  /** Keeps the source of what was opened since the last call for the checker of HTML. */
  async keepSource(name) {
    const source = await this.#sources.at(-1);
    this.#sources = [];
    if (source) this.site.sources.set(name, source);
  }

  async sideways() {
    const { wide, room } = await this.page.evaluate(() => ({
      wide: document.documentElement.scrollWidth,
      room: document.documentElement.clientWidth,
    }));
    return wide > room ? [`scrolls sideways: ${wide} px of content in ${room} px`] : [];
  }

  /** What axe finds, or of it what depends on colours. */
  async barriers(only) {
    const runOnly = only === 'colours' ? { type: 'rule', values: COLOURS } : RULES;
    const rules = new AxeBuilder({ page: this.page }).options({ resultTypes: ['violations'], runOnly });
    // There are no frames, so no second page has to put their results together.
    const { violations } = await rules.setLegacyMode().analyze();
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target} ${node.failureSummary.replace(/\s+/g, ' ')}`),
    );
  }

  async picture(name) {
    const path = join(this.site.pictures, `${this.site.slug}-${name}.png`);
    await mkdir(dirname(path), { recursive: true });
    await this.page.screenshot({ path, fullPage: true, animations: 'disabled' });
  }
}

/** Visitors of a site, one for each look, who stay for the next visit: a fresh profile takes longer than a page. */
export class Visitors {
  #here = new Map();

  constructor(browser, site) {
    Object.assign(this, { browser, site });
  }

  /** Runs the steps with a visitor of that look, and fails if something went wrong behind the scenes. */
  async visit(look, steps) {
    const key = JSON.stringify(look);
    const visitor = this.#here.get(key) ?? (await Visitor.arrive(this.browser, this.site, look));
    // Who has had trouble does not come back: a page that hangs must not hang the next visit.
    this.#here.delete(key);
    await steps(visitor);
    visitor.isQuiet();
    await visitor.page.setViewportSize(look.viewport);
    this.#here.set(key, visitor);
  }
}
