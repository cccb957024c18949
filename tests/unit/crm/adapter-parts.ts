/** What adapters get beside their account, as in a German company's browser. */

import { recordWords } from '../../../lib/crm/record-words';
import type { AdapterParts } from '../../../lib/crm/write-backs';
import { createTexts } from '../../../lib/i18n';
import en from '../../../public/_locales/en/messages.json';

/** `country`: where numbers without + are at home. No sign-in window: a test that needs one brings it along. */
export function adapterParts(country = 'DE', launch?: AdapterParts['launch']): AdapterParts {
  return {
    rules: { country, internalDigits: 4 },
    words: recordWords(createTexts('en', en), country),
    launch: launch ?? {
      redirect: () => 'https://extension.example/',
      open: () => Promise.reject(new Error('no window in this test')),
    },
  };
}
