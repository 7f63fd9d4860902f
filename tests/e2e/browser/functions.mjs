// What people send: every function of the office for public relations, step by step, wherever its forms lead.
import assert from 'node:assert/strict';

// No function has more pages than this.
const LONGEST = 12;
const FORM = 'main form:not([data-element="feedback"]):not([role="search"])';
const SUBMIT = 'button:not([type="button"])';

/** Goes through a function to its end, each step first with nothing filled in; `look` sees every page. */
export async function through(visitor, start, look) {
  const { page } = visitor;
  await visitor.go(start);
  let pages = 0;
  for (; pages < LONGEST; pages += 1) {
    await look();
    await linksLead(visitor);
    const form = page.locator(FORM).first();
    if ((await form.count()) === 0) break;
    if ((await form.locator('[required]').count()) > 0 && (await form.getAttribute('method')) === 'post') {
      // A browser would not send it; what the program says then is what a browser without validation shows.
      await form.evaluate((each) => (each.noValidate = true));
      await clear(form);
      await visitor.send(form.locator(SUBMIT).last(), 422);
      await look();
    }
    await fill(form);
    await visitor.send(form.locator(SUBMIT).last());
  }
  assert.ok(pages > 0, 'no form was sent');
  assert.ok(pages < LONGEST, `it does not come to an end: ${page.url()}`);
}

async function clear(form) {
  await form.evaluate((each) => {
    for (const field of each.querySelectorAll('input:not([type="hidden"]), select, textarea')) {
      field.checked = false;
      if (!['radio', 'checkbox'].includes(field.type)) field.value = '';
    }
  });
}

// By what a field says about itself.
const WORDS = {
  email: 'prova@example.org',
  tel: '081 000000',
  'given-name': 'Prova',
  'family-name': 'Di Prova',
};

async function fill(form) {
  const chosen = new Set();
  for (const field of await form.locator('input:not([type="hidden"]), select, textarea').all()) {
    const { tag, type, name, autocomplete, first } = await field.evaluate((each) => ({
      tag: each.localName,
      type: each.type,
      name: each.name,
      autocomplete: each.autocomplete,
      first: each.list?.options[0]?.value ?? each.options?.[1]?.value,
    }));
    if (type === 'checkbox') await field.check();
    else if (type === 'radio') {
      if (!chosen.has(name)) await field.check();
      chosen.add(name);
    } else if (tag === 'select') await field.selectOption(first);
    else await field.fill(first ?? WORDS[autocomplete] ?? WORDS[type] ?? 'Prova del sito dimostrativo');
  }
}

/** What a page of a function links to is there: codes, calendars, other steps. */
async function linksLead({ page, site }) {
  const paths = await page.evaluate(() =>
    [...document.querySelectorAll('main a[href^="/"]')].map((link) => link.getAttribute('href').split('#')[0]),
  );
  for (const path of new Set(paths)) {
    const { status } = await site.ask(path);
    assert.ok(status < 400, `${status} for ${path}, linked from ${page.url()}`);
  }
}

/** Rates a page, as somebody who is content and as somebody who is not. */
export async function rate(visitor, path, look) {
  const { page } = visitor;
  for (const [stars, question] of [[5, 'positive'], [2, 'negative']]) {
    await visitor.go(path);
    await page.locator(`[data-element="feedback-rate-${stars}"]`).click();
    const questions = page.locator('[data-element="feedback-rating-positive"], [data-element="feedback-rating-negative"]');
    const shown = await questions.filter({ visible: true }).evaluateAll((all) => all.map((each) => each.dataset.element));
    assert.deepEqual(shown, [`feedback-rating-${question}`], `the question for ${stars} stars`);
    await look();
    await page.locator(`[data-element="feedback-rating-${question}"] label`).first().click();
    await page.locator('[data-element="feedback-input-text"]').fill('Prova');
    await visitor.send(page.locator(`[data-element="feedback"] ${SUBMIT}`));
    await look();
  }
}
