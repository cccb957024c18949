import { describe, expect, it } from 'vitest';
import { numberOfLink } from '../../lib/tel-link';

describe('the number of a link that another program hands over', () => {
  it.each([
    ['tel:+493023125001', '+493023125001'],
    ['TEL:030-23125001', '030-23125001'],
    ['callto://+493023125001', '+493023125001'],
    ['tel:+49%2030%2023125001', '+49 30 23125001'],
    ['tel:%2B49%2030%2023125001', '+49 30 23125001'],
    ['tel:tel:+493023125001', '+493023125001'],
    ['tel:7042;phone-context=example.com', '7042'],
    ['tel:23125001;phone-context=+4930', '+493023125001'],
    ['tel:sip:anna@example.com', ''],
    ['callto:sip:+499001234567@example.com', ''],
    ['tel:javascript:alert(1)', ''],
    ['tel:+493023125001;ext=12;isub=1', '+493023125001;ext=12'],
    ['  tel:112 ', '112'],
    ['javascript:alert(1)', ''],
    ['https://tel:1@example.com', ''],
    ['sip:anna@example.com', ''],
    ['tel:', ''],
    ['', ''],
  ])('%s', (address, number) => {
    expect(numberOfLink(address)).toBe(number);
  });

  it('is cut where it is too long to be one', () => {
    expect(numberOfLink(`tel:${'1'.repeat(10_000)}`).length).toBeLessThanOrEqual(200);
  });
});
