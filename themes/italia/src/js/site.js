// Enhancement only: every page works without this file.

// The page index marks the section that is being read.
const links = new Map(
  [...document.querySelectorAll('.it-page-index a[href^="#"]')].map((link) => [link.hash.slice(1), link]),
);
if (links.size > 0) {
  let current;
  const observer = new IntersectionObserver(
    (entries) => {
      const entry = entries.find((each) => each.isIntersecting);
      if (!entry) return;
      current?.removeAttribute('aria-current');
      current = links.get(entry.target.id);
      current?.setAttribute('aria-current', 'location');
    },
    { rootMargin: '-15% 0px -75% 0px' },
  );
  for (const id of links.keys()) {
    const section = document.getElementById(id);
    if (section) observer.observe(section);
  }
}

// The index is open on wide screens and folded on narrow ones.
const index = document.querySelector('.it-page-index > details');
if (index && matchMedia('(max-width: 991.98px)').matches) index.open = false;

// "/" goes to the search field, as on many sites; never while somebody is typing.
document.addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest('input, textarea, select, [contenteditable]')) return;
  const field = document.querySelector('main input[type="search"]');
  if (!field) return;
  event.preventDefault();
  field.focus();
});

// The look that was chosen in the footer holds on the next pages too; who allows no storage chooses again.
const looks = [...document.querySelectorAll('input[name="look"]')];
try {
  const chosen = looks.find((look) => look.value === localStorage.getItem('look'));
  if (chosen) chosen.checked = true;
  for (const look of looks) look.addEventListener('change', () => localStorage.setItem('look', look.value));
} catch {
  // Nothing to remember with.
}

// While somebody types, pages stand below the search field: a list that goes with the field as the ARIA Authoring Practices
// want it (combobox, list autocomplete, manual selection). The element that names the address of the suggestions is the
// live region too, and has the words in the visitor's language.
const FEWEST_LETTERS = 2;
const PAUSE = 200;

function option({ title, path, kind, lang }, id, address) {
  const item = document.createElement('li');
  item.id = id;
  item.setAttribute('role', 'option');
  item.setAttribute('aria-selected', 'false');
  const name = item.appendChild(document.createElement('span'));
  name.textContent = title;
  if (lang) name.lang = lang;
  item.append(' ');
  item.appendChild(document.createElement('span')).textContent = kind;
  item.dataset.url = new URL(path, address).href;
  return item;
}

for (const status of document.querySelectorAll('form [data-suggestions]')) {
  const form = status.closest('form');
  const field = form.querySelector('input[type="search"]');
  const { suggestions, label, found, none } = status.dataset;
  const list = document.createElement('ul');
  list.id = `${field.id}-suggestions`;
  list.className = 'it-live';
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', label);
  field.setAttribute('role', 'combobox');
  field.setAttribute('aria-autocomplete', 'list');
  field.setAttribute('aria-controls', list.id);
  let active, pause, request;

  const activate = (item) => {
    active?.setAttribute('aria-selected', 'false');
    active = item;
    active?.setAttribute('aria-selected', 'true');
    active?.scrollIntoView({ block: 'nearest' });
    if (active) field.setAttribute('aria-activedescendant', active.id);
    else field.removeAttribute('aria-activedescendant');
  };
  const show = (items) => {
    activate();
    list.replaceChildren(...items);
    list.hidden = items.length === 0;
    field.setAttribute('aria-expanded', String(!list.hidden));
  };
  const close = () => {
    clearTimeout(pause);
    request?.abort();
    status.textContent = '';
    show([]);
  };
  const ask = async () => {
    const address = new URL(suggestions, location);
    for (const [name, value] of new FormData(form)) address.searchParams.set(name, value);
    request = new AbortController();
    const { signal } = request;
    try {
      const answer = await fetch(address, { signal });
      const pages = answer.ok ? (await answer.json()).suggestions : [];
      if (signal.aborted) return;
      show(pages.map((page, index) => option(page, `${list.id}-${index}`, address)));
      status.textContent = pages.length > 0 ? `${found}: ${pages.length}` : none;
    } catch {
      // Asked anew, or offline: the form still works.
    }
  };
  const soon = () => {
    clearTimeout(pause);
    request?.abort();
    if (field.value.trim().length < FEWEST_LETTERS) close();
    else pause = setTimeout(ask, PAUSE);
  };
  const step = (forward) => {
    const items = [null, ...list.children];
    const next = items.indexOf(active ?? null) + (forward ? 1 : -1);
    activate(items.at(next % items.length));
  };

  field.addEventListener('input', () => {
    activate();
    soon();
  });
  field.addEventListener('keydown', (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (list.hidden) soon();
      else step(event.key === 'ArrowDown');
    } else if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === 'Enter' && active) {
      event.preventDefault();
      location.assign(active.dataset.url);
    } else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      activate();
    }
  });
  // The field keeps the focus while the list is clicked.
  list.addEventListener('mousedown', (event) => event.preventDefault());
  list.addEventListener('click', (event) => {
    const item = event.target.closest('[role="option"]');
    if (item) location.assign(item.dataset.url);
  });
  form.addEventListener('focusout', (event) => {
    if (!form.contains(event.relatedTarget)) close();
  });
  form.addEventListener('submit', close);
  close();
  form.append(list);
}
