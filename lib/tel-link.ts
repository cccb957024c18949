/** Telephone links that the browser or another program hands to us. They come from anybody: data, until a person agrees. */
import { unlink } from './phone-text';

/** Longer ones are no numbers. */
const LONGEST = 200;

/**
 * What a link's address would dial, as text that parseDialled reads; '' for any other address, and for one that holds
 * another: SIP addresses are dialled from the number box only.
 */
export function numberOfLink(address: string): string {
  const link = /^(?:web\+)?((?:tel|callto):.*)$/is.exec(address.trim())?.[1] ?? '';
  const number = link.length > LONGEST ? '' : (unlink(link) ?? '').replace(/^(?:tel|callto):/i, '').trim();
  return /[:@]/.test(number) ? '' : number;
}
