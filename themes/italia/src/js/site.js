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
