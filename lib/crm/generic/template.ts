/**
 * Templates of the generic adapter: addresses, headers and bodies with {placeholders}. What is filled in can never break out
 * of its place: addresses and forms are percent-encoded, JSON is filled in after it was parsed.
 */
export type Values = Readonly<Record<string, string | number | boolean | null>>;

const HOLE = /\{(\w+)\}/g;

/** A URL with its placeholders percent-encoded; a placeholder without a value is nothing. */
export function fillUrl(template: string, values: Values): string {
  return template.trim().replace(HOLE, (_, name: string) => encodeURIComponent(String(values[name] ?? '')));
}

/** A header's value: one line, no control characters. */
export function fillHeader(template: string, values: Values): string {
  return fillText(template, values)
    .replace(/[^\x20-\x7e\xa0-\xff]/g, '')
    .trim();
}

/**
 * A JSON body. A string that is one placeholder becomes the value itself, with its type ("{duration}" -> 62, nothing ->
 * null); in longer strings values are text. Throws SyntaxError where the template is no JSON.
 */
export function fillJson(template: string, values: Values): unknown {
  return filled(JSON.parse(template), values);
}

/** A form body, one "name=value" a line. */
export function fillForm(template: string, values: Values): URLSearchParams {
  const form = new URLSearchParams();
  for (const line of template.split('\n').filter((each) => each.includes('='))) {
    const [name = '', ...rest] = line.split('=');
    form.append(name.trim(), fillText(rest.join('=').trim(), values));
  }
  return form;
}

/** Lines "Name: value" as headers; lines that are none are left out. */
export function headersOf(lines: string, values: Values): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const line of lines.split('\n')) {
    const [, name, value] = /^\s*([!#$%&'*+.^`|~\w-]{1,64})\s*:\s*(.*)$/.exec(line) ?? [];
    if (name && value !== undefined) headers[name] = fillHeader(value, values);
  }
  return headers;
}

/** The value at a dotted path: "data.items", "0.id"; the whole for ''. Own properties only. */
export function at(value: unknown, path: string): unknown {
  let found = value;
  for (const step of path.trim().split('.').filter(Boolean)) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, step)) return undefined;
    found = (found as Record<string, unknown>)[step];
  }
  return found;
}

function fillText(template: string, values: Values): string {
  return template.replace(HOLE, (_, name: string) => String(values[name] ?? ''));
}

function filled(node: unknown, values: Values): unknown {
  if (typeof node === 'string') {
    const [, whole] = /^\{(\w+)\}$/.exec(node) ?? [];
    return whole ? (values[whole] ?? null) : fillText(node, values);
  }
  if (Array.isArray(node)) return node.map((each) => filled(each, values));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, filled(value, values)]));
}
