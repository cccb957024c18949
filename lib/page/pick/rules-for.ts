/**
 * Ways to say where a field stands, most lasting first: what the CRM calls it (attributes), its column, its label, its
 * class. Positions are the last resort, since the next version or the next record has others.
 */
import type { FieldRule } from '../../crm/profile';
import { columnHead } from '../columns';
import { evidenceForInput, evidenceForValue } from '../labels';
import { classifyLabel } from '../lexicon';
import { isTextField } from '../text-field';

/** A rule without its verdict. */
export type Where = Pick<FieldRule, 'at' | 'column' | 'labelled'>;

/** Names that a CRM gives its fields, best first. */
const NAMES = [
  ...['data-field', 'data-fieldname', 'data-field-name', 'data-name', 'field', 'name', 'itemprop', 'formcontrolname'],
  ...['data-attribute', 'data-testid', 'data-qa', 'data-column', 'col-id', 'data-title', 'data-label', 'data-th'],
];
const CELL = 'td, th, [role="gridcell"], [role="cell"]';
/** An ancestor's name is the field's only as long as this near. */
const CLIMB = 4;
/** Classes that say how something looks or what state it is in. */
const LOOKS =
  /^(active|focus\w*|hover|selected|edited|editable|required|invalid|valid|hidden|visible|disabled|readonly|even|odd|first|last|row|col\w*|container|wrapper|content|inner|cell|widget|field|value|text|item|form-control|input\w*|control|btn\w*|[dwhpmg][a-z]?-.*|(text|bg|flex|font|border|align|justify|items|is|has|ng|js|css|sc|jss|mui)-.*)$/i;

/** What a rule for this element may be, without two that are the same. */
export function rulesFor(element: Element): Where[] {
  const cell = element.closest(CELL);
  const column = cell ? columnHead(cell) : '';
  const { label } = isTextField(element) ? evidenceForInput(element) : evidenceForValue(element);
  const named = nameSelectors(element);
  const classed = classSelector(element);
  const found: Where[] = [
    ...(column ? [{ column }] : []),
    ...named.map((at) => ({ at })),
    ...(label && label !== column ? [{ labelled: label }] : []),
    ...(classed ? [{ at: classed }] : []),
  ];
  return found.length > 0 ? found : [{ at: pathTo(element) }];
}

/** Selectors by the names of the element and of the boxes right around it. */
function nameSelectors(element: Element): string[] {
  const found: string[] = [];
  const row = element.closest('tr, [role="row"], form, dialog, body');
  let node: Element | null = element;
  for (let level = 0; node && node !== row && level < CLIMB; level++, node = node.parentElement) {
    // A box of several fields is not the name of one.
    if (node !== element && node.querySelectorAll('input, select, textarea').length > 1) break;
    const selector = ownName(node);
    if (selector) found.push(selector);
  }
  return found.slice(0, 2);
}

function ownName(element: Element): string {
  const tag = /^(input|textarea|a|td)$/.test(element.localName) ? element.localName : '';
  for (const name of NAMES) {
    const value = element.getAttribute(name);
    if (value && isLasting(value)) return `${tag}[${name}="${value.replace(/["\\]/g, '\\$&')}"]`;
  }
  const { id } = element;
  if (id && isLasting(id) && !/\d/.test(id)) return `#${CSS.escape(id)}`;
  const spoken = element.getAttribute('aria-label');
  return spoken && isLasting(spoken) ? `${tag}[aria-label="${spoken.replace(/["\\]/g, '\\$&')}"]` : '';
}

/** Not made for this record or this visit alone. */
function isLasting(value: string): boolean {
  return (
    value.length <= 60 && !/\d{3}|[0-9a-f]{8}|^:|[\n\r]/i.test(value) && !/^(ui-id|ember|react|radix)\b/.test(value)
  );
}

/** By class, where a class names a phone or nothing but classes tells the element apart. */
function classSelector(element: Element): string {
  const tokens = [...element.classList].filter((token) => token.length > 2 && !/\d/.test(token) && !LOOKS.test(token));
  const spoken = tokens.find((token) => classifyLabel(token) !== '');
  if (spoken) return `.${CSS.escape(spoken)}`;
  return tokens
    .slice(0, 2)
    .map((token) => `.${CSS.escape(token)}`)
    .join('');
}

/** From the nearest element with a name, by tags and positions. */
function pathTo(element: Element): string {
  const steps: string[] = [];
  let node: Element | null = element;
  while (node && node !== node.ownerDocument.body && steps.length < 8) {
    const name = node === element ? '' : ownName(node) || classSelector(node);
    if (name) return [name, ...steps].join(' > ');
    steps.unshift(step(node));
    node = node.parentElement;
  }
  return steps.join(' > ');
}

function step(node: Element): string {
  const same = [...(node.parentElement?.children ?? [])].filter(({ localName }) => localName === node.localName);
  // What was pasted from Office has elements like <o:p>.
  const name = CSS.escape(node.localName);
  return same.length > 1 ? `${name}:nth-of-type(${same.indexOf(node) + 1})` : name;
}
