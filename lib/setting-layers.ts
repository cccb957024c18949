/** Settings lie in layers: built-in values, the administration's, the user's. How layers are put together and parted. */
import type { Loose } from './setting-rules';

type Fields = Record<string, unknown>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `over` where it says something, else `base`. Lists are taken whole; so is a value of another kind (its `adapter`). */
export function laid<T>(base: T, over: Loose<T> | undefined): T {
  if (over === undefined) return base;
  if (!isFields(base) || !isFields(over)) return over as T;
  if (base.adapter !== undefined && over.adapter !== undefined && base.adapter !== over.adapter) return over as T;
  const result: Fields = { ...base };
  for (const [key, value] of Object.entries(over)) result[key] = laid(base[key], value as never);
  return result as T;
}

/** What of `value` the layer below does not say already; undefined where that is nothing. */
export function without<T>(value: T, below: unknown): Loose<T> | undefined {
  if (below === undefined) return value as Loose<T>;
  if (!isFields(value) || !isFields(below))
    return JSON.stringify(value) === JSON.stringify(below) ? undefined : (value as Loose<T>);
  const rest = Object.entries(value).flatMap(([key, entry]) => {
    const left = without(entry, below[key]);
    return left === undefined ? [] : [[key, left]];
  });
  return rest.length === 0 ? undefined : (Object.fromEntries(rest) as Loose<T>);
}

/** Only what these paths ("sip.servers", "*" for all) name. */
export function picked(value: Fields, paths: readonly string[]): Fields {
  if (paths.includes('*')) return value;
  const result: Fields = {};
  for (const path of paths) {
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    const from = keys.reduce<unknown>(
      (at, key) => (isFields(at) && Object.hasOwn(at, key) ? at[key] : undefined),
      value,
    );
    if (!isFields(from) || !Object.hasOwn(from, last)) continue;
    const to = keys.reduce<Fields>((at, key) => {
      const next = Object.hasOwn(at, key) && isFields(at[key]) ? at[key] : {};
      at[key] = next;
      return next;
    }, result);
    to[last] = from[last];
  }
  return result;
}

/** Does one of the paths cover this one? "sip" covers "sip.servers", not the other way round. */
export function covered(path: string, paths: readonly string[]): boolean {
  return paths.some((one) => one === '*' || one === path || path.startsWith(`${one}.`));
}
