/** Every profile on its saved pages: tests/fixtures/crm/<crm>/expected.json says what is found on which page. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { profileFor, profiles } from '../../lib/crm/profiles';
import { readPage, showPage } from './page/read-page';

interface Expected {
  hash: string;
  /** Text, kind and label of each place. */
  places: [string, string, string][];
  record: { ref: string; name: string };
}

const FIXTURES = resolve(import.meta.dirname, '../fixtures/crm');

describe.each(profiles.map((profile) => ({ profile, crm: profile.name.toLowerCase() })))('$crm', ({ profile, crm }) => {
  const folder = join(FIXTURES, crm);
  const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Record<string, Expected>;

  it('has an expectation for every saved page', () => {
    expect(existsSync(folder)).toBe(true);
    const pages = readdirSync(folder).filter((name) => name.endsWith('.html'));
    expect(Object.keys(expected).sort()).toEqual(pages.sort());
  });

  it.each(Object.entries(expected))('%s', (page, { hash, places, record }) => {
    const html = readFileSync(join(folder, page), 'utf8');
    const url = new URL(`http://crm.example/${hash}`);
    const parsed = new DOMParser().parseFromString(html, 'text/html');
    expect(profileFor(parsed, url)?.name).toBe(profile.name);
    showPage(html);
    const found = readPage('DE', profile).map(({ text, kind, label }) => [text, kind, label]);
    expect(found.sort()).toEqual(places.sort());
    const [input] = document.querySelectorAll('input');
    expect(profile.record(input ?? document.body, url)).toEqual({ ...record, url: url.href });
  });

  it('stays away from other pages', () => {
    showPage('<!doctype html><title>Other</title><p>Tryton</p>');
    expect(profile.matches(document, new URL('http://other.example/#crm/model/party.party/1'))).toBe(false);
  });
});
