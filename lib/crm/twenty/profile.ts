/**
 * Twenty: routes "/object/<object>/<uuid>". Its class names are generated, so little can be named; phones are tel: links
 * made from country code and number. Markup: packages/twenty-front/index.html and
 * src/modules/ui/field/display/components/PhonesDisplay.tsx in github.com/twentyhq/twenty.
 */
import type { Profile } from '../profile';

export const twenty: Profile = {
  name: 'Twenty',
  pages: ['meta[property="og:title"][content="Twenty"]', '#twenty-env-config'],
  fields: [{ at: 'a[href^="tel:"]', is: 'phone' }],
  records: [
    {
      within: '[role="row"], tr, [data-selectable-id]',
      link: 'a[href*="/object/"]',
      address: '/object/{object}/{id}',
      ref: '{object},{id}',
    },
    { address: '/object/{object}/{id}', ref: '{object},{id}' },
  ],
};
