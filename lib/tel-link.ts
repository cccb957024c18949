/** Telephone links that the browser or another program hands to us. They come from anybody: data, until a person agrees. */

/** Longer ones are no numbers. */
const LONGEST = 200;

/** What a link's address would dial, as text that parseDialled reads; '' for any other address. */
export function numberOfLink(address: string): string {
  const [, number = ''] = /^(?:web\+)?(?:tel|callto):(?:\/\/)?(.*)$/is.exec(address.slice(0, LONGEST).trim()) ?? [];
  return number.replace(/;(?!ext=)[^;]*/gi, '').trim();
}
