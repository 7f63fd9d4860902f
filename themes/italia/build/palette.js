// Turns the literal colours of Bootstrap Italia into the theme's custom properties, so that one style sheet serves every
// tenant's palette and the dark scheme. What a literal means depends on where it stands: white is paper in a background
// and ink on the brand's colour in `color`. Brand colours are those of the hue that src/scss/_bootstrap.scss marks.

const LITERAL = /#[0-9a-f]{3,8}\b|\b(?:rgb|hsl)a?\([^()]*\)|\b(?:white|black)\b/gi;
const BRAND_HUE = 300;
// Bootstrap Italia writes a few hover colours as a fixed blue instead of deriving them.
const FIXED_BLUE = 210;
const STATES = [
  { name: 'success', from: 140, to: 180 },
  { name: 'warning', from: 25, to: 50 },
  { name: 'danger', from: 340, to: 360 },
];

export function palette() {
  return {
    postcssPlugin: 'palette',
    Declaration(declaration) {
      // Colours as bare numbers serve translucent shadows and backgrounds, which the theme writes itself.
      if (declaration.prop.endsWith('-rgb') || declaration.value.includes('-rgb)')) {
        declaration.remove();
        return;
      }
      const place = placeOf(declaration.prop);
      const value = declaration.value.replace(LITERAL, (literal) => propertyFor(literal, place));
      if (value !== declaration.value) declaration.value = value;
    },
  };
}
palette.postcss = true;

function placeOf(property) {
  if (/border|outline|shadow/.test(property)) return 'edge';
  if (/background|-bg$/.test(property)) return 'paper';
  return 'ink';
}

function propertyFor(literal, place) {
  const { hue, saturation, lightness, alpha } = parse(literal);
  if (alpha === 0) return literal;
  const name = role(hue, saturation, lightness, place);
  if (name === undefined) return literal;
  if (alpha === 1) return `var(--color-${name})`;
  return `color-mix(in srgb, var(--color-${name}) ${Math.round(alpha * 100)}%, transparent)`;
}

function role(hue, saturation, lightness, place) {
  const isBrand = near(hue, BRAND_HUE) || (near(hue, FIXED_BLUE) && saturation > 95);
  if (isBrand && saturation > 20) return brand(lightness, place);
  const state = STATES.find((each) => saturation > 45 && hue >= each.from && hue <= each.to);
  if (state) return place === 'paper' ? `${state.name}-paper` : state.name;
  return neutral(lightness, place);
}

function brand(lightness, place) {
  if (lightness > 85) return 'tint';
  if (place !== 'paper') return lightness < 38 ? 'link-hover' : 'link';
  return lightness < 38 ? 'primary-dark' : 'primary';
}

function neutral(lightness, place) {
  if (place === 'ink') return lightness < 30 ? 'text' : lightness < 60 ? 'text-muted' : lightness > 95 ? 'on-primary' : undefined;
  if (place === 'edge') return lightness > 95 ? 'card' : lightness > 60 ? 'border' : lightness > 5 ? 'border-strong' : undefined;
  return lightness > 99 ? 'card' : lightness > 90 ? 'surface' : lightness > 60 ? 'border' : undefined;
}

const near = (hue, other) => Math.abs(hue - other) <= 2;

function parse(literal) {
  if (literal === 'white') return { hue: 0, saturation: 0, lightness: 100, alpha: 1 };
  if (literal === 'black') return { hue: 0, saturation: 0, lightness: 0, alpha: 1 };
  if (literal.startsWith('#')) return fromRgb(...hex(literal.slice(1)));
  const [a, b, c, alpha = 1] = literal.match(/[\d.]+%?/g).map(number);
  if (/^hsl/i.test(literal)) return { hue: a, saturation: b * 100, lightness: c * 100, alpha };
  const scale = literal.includes('%') ? 1 : 1 / 255;
  return fromRgb(a * scale, b * scale, c * scale, alpha);
}

const number = (text) => (text.endsWith('%') ? parseFloat(text) / 100 : parseFloat(text));

function hex(digits) {
  const full = digits.length < 6 ? [...digits].map((digit) => digit + digit).join('') : digits;
  const [red, green, blue, alpha = 255] = full.match(/../g).map((pair) => parseInt(pair, 16));
  return [red / 255, green / 255, blue / 255, alpha / 255];
}

function fromRgb(red, green, blue, alpha) {
  const most = Math.max(red, green, blue);
  const spread = most - Math.min(red, green, blue);
  const lightness = most - spread / 2;
  if (spread === 0) return { hue: 0, saturation: 0, lightness: lightness * 100, alpha };
  const sixth =
    most === red ? ((green - blue) / spread + 6) % 6 : most === green ? (blue - red) / spread + 2 : (red - green) / spread + 4;
  const saturation = spread / (1 - Math.abs(2 * lightness - 1));
  return { hue: sixth * 60, saturation: saturation * 100, lightness: lightness * 100, alpha };
}
