/** Who is on the other side of a call, in words: the one rule for every surface. */
import type { Call } from './call';
import type { Texts } from './i18n';

/** Longer names are nobody's: the layout cuts by width, this cuts what a hostile far side could send. */
const LONGEST_NAME = 120;

export interface Caller {
  /** Name, else the number, else that it is withheld. Untrusted text. */
  name: string;
  organisation: string;
  /** The number as people write it; '' where it is the name already, or withheld. */
  number: string;
}

/** What naming a caller takes: the words of a language and how it writes numbers. */
export interface CallerWords {
  texts: Pick<Texts, 't'>;
  showNumber(number: string): string;
}

/** The caller as far as we know: contact, name from the network, number, or that the number is withheld. */
export function callerOf(
  call: Pick<Call, 'contact' | 'displayName' | 'number' | 'withheld'>,
  words: CallerWords,
): Caller {
  const numbered = () => (call.withheld || !call.number ? '' : words.showNumber(call.number));
  const digits = (text: string) => text.replace(/\D/g, '');
  // Many PBXs send the number once more as the name.
  const sentName = /^[+\d\s()/.-]*$/.test(call.displayName) && digits(call.displayName) ? '' : call.displayName.trim();
  const name = (call.contact?.name || (call.withheld ? '' : sentName)).slice(0, LONGEST_NAME);
  const organisation = (call.contact?.organisation ?? '').slice(0, LONGEST_NAME);
  if (!name) return { name: numbered() || words.texts.t('call_withheld'), organisation, number: '' };
  return {
    name,
    organisation,
    // Many a row shows no number, and to write one well takes reading it twice.
    get number() {
      return numbered();
    },
  };
}
