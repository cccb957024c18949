/** Every profile on its saved pages: tests/fixtures/crm/<crm>/expected.json says what is found on which page. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { interpret } from '../../lib/crm/interpret';
import { checkProfile } from '../../lib/crm/profile-check';
import { profiles } from '../../lib/crm/profiles';
import { recordReader } from '../../lib/crm/records';
import { readPage, showPage } from './page/read-page';

interface Expected {
  /** What stands behind the origin. */
  address: string;
  /** Text, kind and label of each place. */
  places: [string, string, string][];
  /** The record of the page's first number field; null: none. */
  record: { ref: string; name: string; address?: string } | null;
}

const FIXTURES = resolve(import.meta.dirname, '../fixtures/crm');
const ORIGIN = 'http://crm.example';

describe.each(profiles.map((profile) => ({ profile, crm: profile.name.toLowerCase() })))('$crm', ({ profile, crm }) => {
  const folder = join(FIXTURES, crm);
  const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Record<string, Expected>;

  it('has an expectation for every saved page', () => {
    expect(existsSync(folder)).toBe(true);
    const pages = readdirSync(folder).filter((name) => name.endsWith('.html'));
    expect(Object.keys(expected).sort()).toEqual(pages.sort());
  });

  it('is a profile as a user could write it', () => {
    expect(checkProfile(JSON.parse(JSON.stringify(profile)))).toEqual({ profile });
  });

  it.each(Object.entries(expected))('%s', (page, { address, places, record }) => {
    const html = readFileSync(join(folder, page), 'utf8');
    const url = new URL(address, ORIGIN);
    expect(interpret(profiles, new DOMParser().parseFromString(html, 'text/html'))?.name).toBe(profile.name);
    showPage(html);
    const crm = interpret([{ ...profile, pages: [] }], document);
    const found = readPage('DE', crm).map(({ text, kind, label }) => [text, kind, label]);
    expect(found.sort()).toEqual(places.sort());
    const [first] = readPage('DE', crm);
    const input = first?.element ?? document.querySelector('input') ?? document.body;
    const told = record && {
      ref: record.ref,
      name: record.name,
      url: new URL(record.address ?? address, ORIGIN).href,
    };
    expect(recordReader(crm?.profiles ?? [])(input, url) ?? null).toEqual(told);
  });

  it('stays away from other pages', () => {
    showPage('<!doctype html><title>Other</title><p>Tryton</p>');
    if (profile.pages) expect(interpret([profile], document)).toBeUndefined();
  });
});
