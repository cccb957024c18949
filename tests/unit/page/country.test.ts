import { expect, it } from 'vitest';
import { countryOf } from '../../../lib/page/country';
import './read-page';

it.each([
  ['de-AT', 'crm.firma.de', 'AT'],
  ['de', 'crm.firma.ch', 'CH'],
  ['de', '127.0.0.1', 'DE'],
  ['de', 'crm.firma.io', 'DE'],
  ['zh-Hant-TW', 'crm.example', 'TW'],
  ['en', 'crm.example.co.uk', 'GB'],
  ['en-GB', 'crm.firma.de', 'GB'],
  // What frameworks say that nobody told anything.
  ['en-US', 'crm.firma.de', 'DE'],
  ['en-US', 'crm.example.co.uk.', 'GB'],
  ['en-US', 'crm.example.io', 'US'],
  ['en-US', 'localhost', 'US'],
  ['en', 'crm.example.com', ''],
  ['', '', ''],
])('lang %j at %j: %j', (lang, hostname, country) => {
  expect(countryOf(lang, hostname)).toBe(country);
});
