/**
 * Templates of record addresses: "#Contact/view/{id}". "{x}" is one word, "{#x}" one number, "*" anything up to the next
 * "#", "$" at the end that of the path; all else is meant literally. The template may stand anywhere in the address.
 */

/** Longer addresses are read up to here. */
const MAX_ADDRESS = 2000;
/** More would let a template make the matcher slow. */
const MAX_STARS = 1;

/** Reads the words of an address by the template; undefined where the address is another one. */
export function addressReader(template: string): (address: string) => Record<string, string> | undefined {
  const names: string[] = [];
  let stars = 0;
  const pattern = template.replace(/\{(#?)(\w+)\}|\*|[^\w]/g, (part, number: string, name: string) => {
    if (name) {
      names.push(name);
      // Words are taken whole and never given back in part: that keeps the time linear, whatever the template.
      return `(?=(${number ? '\\d' : '[\\w.~-]'}+))\\${names.length}`;
    }
    if (part === '*') return ++stars <= MAX_STARS ? '[^#]*?' : '';
    return `\\${part}`;
  });
  // A number or a word ends where its characters do: "/12" is not the beginning of "/12a".
  const expression = new RegExp(`${pattern}(?![\\w~-])`.replace('\\$(?', '(?=[?#]|$)(?'));
  return (address) => {
    const found = expression.exec(address.slice(0, MAX_ADDRESS));
    return found ? Object.fromEntries(names.map((name, i) => [name, found[i + 1] ?? ''])) : undefined;
  };
}
