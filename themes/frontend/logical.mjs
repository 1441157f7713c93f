// govuk-frontend writes left and right; our sites are also read from right to left.
// Turning sides into starts and ends here spares a second stylesheet and every [dir] exception.

const SIDE = { left: "start", right: "end" };

const RENAMES = [
  [/\b(margin|padding|border)-(left|right)(-(?:width|style|color))?(?=:)/g, (_, box, side, rest = "") => `${box}-inline-${SIDE[side]}${rest}`],
  [/\bborder-(top|bottom)-(left|right)-radius(?=:)/g, (_, edge, side) => `border-${edge === "top" ? "start" : "end"}-${SIDE[side]}-radius`],
  [/(?<=[;{])(left|right)(?=:)/g, (side) => `inset-inline-${SIDE[side]}`],
  [/(?<=[;{]text-align:)(left|right)/g, (side) => SIDE[side]],
  [/(?<=[;{](?:float|clear):)(left|right)/g, (side) => `inline-${SIDE[side]}`],
];

// Splits a value at its spaces, but not inside brackets: "0 calc(1px + 2px)" has two parts.
function partsOf(value) {
  const parts = [""];
  let depth = 0;
  for (const letter of value) {
    if (letter === "(") depth += 1;
    if (letter === ")") depth -= 1;
    if (letter === " " && depth === 0) parts.push("");
    else parts[parts.length - 1] += letter;
  }
  return parts;
}

// "padding:1px 2px 3px 4px" names its sides by order; only such uneven shorthands have to be split.
function unevenShorthand(whole, box, value) {
  const important = value.endsWith("!important") ? "!important" : "";
  const parts = partsOf(value.slice(0, value.length - important.length).trim());
  if (parts.length !== 4 || parts[1] === parts[3]) return whole;
  const [top, right, bottom, left] = parts;
  return `${box}-block:${top} ${bottom}${important};${box}-inline:${left} ${right}${important}`;
}

export function toLogical(css) {
  const renamed = RENAMES.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), css);
  return renamed.replace(/(?<=[;{])(margin|padding):([^;}]+)/g, unevenShorthand);
}
