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

// While somebody types, the first finds stand below the field: links from the page that the form leads to, with its own
// words about how many there are. The browser reads that page itself, for scripts may not make pages from text here.
const LEAST_LETTERS = 3;
const PAUSE = 250;
const MOST_FINDS = 5;

for (const form of document.querySelectorAll('main form[role="search"]')) {
  const box = document.createElement('div');
  box.className = 'it-live';
  const count = box.appendChild(document.createElement('p'));
  count.setAttribute('role', 'status');
  const list = box.appendChild(document.createElement('ul'));
  const request = new XMLHttpRequest();
  let pause;

  const hide = () => {
    request.abort();
    clearTimeout(pause);
    box.hidden = true;
  };
  const ask = () => {
    const address = new URL(form.action);
    address.search = new URLSearchParams(new FormData(form));
    request.open('GET', address);
    request.responseType = 'document';
    request.send();
  };
  request.addEventListener('load', () => {
    const finds = [...(request.response?.querySelectorAll('.it-hit a') ?? [])].slice(0, MOST_FINDS);
    list.replaceChildren(
      ...finds.map((find) => {
        const item = document.createElement('li');
        const link = item.appendChild(document.createElement('a'));
        link.href = find.getAttribute('href');
        link.textContent = find.textContent;
        return item;
      }),
    );
    count.textContent = request.response?.querySelector('.it-results-count')?.textContent ?? '';
    box.hidden = !count.textContent;
  });
  form.addEventListener('input', (event) => {
    hide();
    if (event.target.value.trim().length >= LEAST_LETTERS) pause = setTimeout(ask, PAUSE);
  });
  form.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || box.hidden) return;
    form.querySelector('input[type="search"]').focus();
    hide();
  });
  form.addEventListener('focusout', (event) => {
    if (!form.contains(event.relatedTarget)) hide();
  });
  form.addEventListener('submit', hide);
  hide();
  form.append(box);
}
