import { describe, expect, it } from 'vitest';
import { apiOriginsFor, completed, originsFor, problemsOf } from '../../../lib/crm/form';
import { accountOf, CRM_FORMS } from '../../../lib/crm/forms';
import { at, fillForm, fillHeader, fillJson, fillUrl, headersOf } from '../../../lib/crm/generic/template';

describe('the forms', () => {
  it.each(Object.entries(CRM_FORMS))('%s: names are unique, what depends on a field names one', (_, form) => {
    const names = form.fields.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain('url');
    for (const { when } of form.fields) if (when) expect(names).toContain(when[0]);
  });

  it.each(CRM_FORMS.generic.presets?.map((preset) => [preset.name, preset] as const) ?? [])(
    'the preset %s fills known fields, with one server and a body that is JSON',
    (_, { values }) => {
      const names = CRM_FORMS.generic.fields.map(({ name }) => name);
      for (const name of Object.keys(values)) expect(names).toContain(name);
      expect(() => JSON.parse(values.body ?? '')).not.toThrow();
      const addresses = ['url', 'lookUpUrl', 'updateUrl', 'findUrl'].flatMap((name) => values[name] ?? []);
      const hosts = addresses.map((address) => new URL(address.replace(/\{\w+\}/g, 'x')).host);
      expect(new Set(hosts).size).toBe(1);
      expect(problemsOf(CRM_FORMS.generic, completed(CRM_FORMS.generic, values))).toEqual({});
    },
  );

  it('complete accounts of older versions, and drop what they do not know', () => {
    const old = {
      adapter: 'tryton',
      url: 'https://crm.example',
      database: 'a',
      user: 'b',
      password: 'c',
      gone: 'x',
    } as const;
    expect(accountOf(old)).toEqual({
      url: 'https://crm.example',
      database: 'a',
      user: 'b',
      password: 'c',
      records: 'call',
    });
  });

  it('say what is missing or no address', () => {
    const problems = problemsOf(CRM_FORMS.odoo, completed(CRM_FORMS.odoo, { url: 'ftp://x' }));
    expect(problems).toEqual({ url: 'invalid_url', database: 'invalid_required', apiKey: 'invalid_required' });
    const session = completed(CRM_FORMS.odoo, { url: 'https://odoo.example', signIn: 'session' });
    expect(problemsOf(CRM_FORMS.odoo, session)).toEqual({});
  });

  it('know which servers have pages and which only an API', () => {
    const dynamics = completed(CRM_FORMS.dynamics, { url: 'https://org.crm4.dynamics.com' });
    expect(originsFor(CRM_FORMS.dynamics, dynamics)).toHaveLength(2);
    expect(apiOriginsFor(CRM_FORMS.dynamics, dynamics)).toEqual(['https://login.microsoftonline.com']);
    expect(apiOriginsFor(CRM_FORMS.hubspot, completed(CRM_FORMS.hubspot, {}))).toEqual(['https://api.hubapi.com']);
    expect(apiOriginsFor(CRM_FORMS.odoo, completed(CRM_FORMS.odoo, { url: 'https://odoo.example' }))).toEqual([]);
  });
});

describe('templates', () => {
  const nasty = '"}, "admin": true, "x": "\r\nX-Evil: 1&a=b';

  it('let nothing break out of its place', () => {
    expect(fillJson('{"a": "{v}", "b": "x {v}"}', { v: nasty })).toEqual({ a: nasty, b: `x ${nasty}` });
    expect(fillUrl('https://crm.example/{v}?q={v}', { v: '../?x=1#' })).toBe(
      'https://crm.example/..%2F%3Fx%3D1%23?q=..%2F%3Fx%3D1%23',
    );
    expect(fillHeader('{v}', { v: nasty })).not.toMatch(/[\r\n]/);
    expect([...fillForm('a={v}', { v: nasty })]).toEqual([['a', nasty]]);
    expect(headersOf('X-A: {v}\nno header\nBad Name: x', { v: '1' })).toEqual({ 'X-A': '1' });
  });

  it('keep types, and reach own properties only', () => {
    expect(fillJson('{"n": "{n}", "t": "{t}", "b": ["{b}"]}', { n: 62, t: null, b: true })).toEqual({
      n: 62,
      t: null,
      b: [true],
    });
    expect(at({ data: [{ id: 7 }] }, 'data.0.id')).toBe(7);
    expect(at({}, '__proto__.polluted')).toBeUndefined();
    expect(at({ a: 1 }, 'constructor')).toBeUndefined();
  });
});
