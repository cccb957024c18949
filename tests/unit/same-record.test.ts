import { expect, it } from 'vitest';
import { showsRecord } from '../../lib/surfaces/same-record';

const GUID = '30000000-0000-4000-8000-000000000001';

const ODOO = 'https://c.example/web#id=5&model=res.partner&view_type=form';

it.each<[string, string, boolean]>([
  // What each web client makes of the address that our adapters build.
  [
    'https://c.example/#crm/model/party.party/1',
    'https://c.example/#crm/model/party.party/1;name="x"&views=[1,2]',
    true,
  ],
  ['https://c.example/#crm/model/party.party/1', 'https://c.example/#crm/model/party.party/12', false],
  ['https://c.example/#crm/model/party.party/1', 'https://c.example/#crm/model/party.party', false],
  [
    'https://c.example/web#id=5&model=res.partner&view_type=form',
    'https://c.example/web#id=5&cids=1&menu_id=9&action=12&model=res.partner&view_type=form',
    true,
  ],
  [
    'https://c.example/web#id=5&model=res.partner&view_type=form',
    'https://c.example/web#id=51&cids=1&model=res.partner&view_type=form',
    false,
  ],
  [ODOO, 'https://c.example/odoo/contacts/5', true],
  [ODOO, 'https://c.example/odoo/contacts/5?debug=1', true],
  [ODOO, 'https://c.example/odoo/res.partner/5', true],
  [ODOO, 'https://c.example/odoo/crm/7/res.partner/5', true],
  [ODOO, 'https://c.example/odoo/contacts/51', false],
  [ODOO, 'https://c.example/odoo/contacts/5/crm', false],
  [ODOO, 'https://c.example/odoo/contacts/5/crm/7', false],
  [ODOO, 'https://c.example/odoo/crm/5', false],
  [ODOO, 'https://c.example/odoo/action-12/5', false],
  [ODOO, 'https://c.example/odoo/contacts', false],
  ['https://c.example/odoo/crm/7', 'https://c.example/web#id=7&cids=1&model=crm.lead', true],
  ['https://c.example/#Contact/view/65f0', 'https://c.example/#Contact/view/65f0/rel', true],
  ['https://c.example/#Contact/view/65f0', 'https://c.example/#Contact/edit/65f0', false],
  [
    'https://c.example/index.php?module=Contacts&action=DetailView&record=7',
    'https://c.example/index.php?action=DetailView&module=Contacts&record=7&offset=1&stamp=3',
    true,
  ],
  [
    'https://c.example/index.php?module=Contacts&action=DetailView&record=7',
    'https://c.example/index.php?action=DetailView&module=Contacts&record=8',
    false,
  ],
  [
    `https://c.example/main.aspx?pagetype=entityrecord&etn=contact&id=${GUID}`,
    `https://c.example/main.aspx?appid=a&pagetype=entityrecord&etn=contact&id=${GUID}`,
    true,
  ],
  ['https://c.example/contacts/42/record/0-1/51', 'https://c.example/contacts/42/record/0-1/51/view/1?eschref=x', true],
  ['https://c.example/contacts/42/record/0-1/51', 'https://c.example/contacts/42/record/0-1/511', false],
  ['https://c.example/petra', 'https://c.example/petra/', true],
  // An address that names no record names that one page only.
  ['https://c.example/', 'https://c.example/?id=5', false],
  ['https://c.example/', 'https://c.example/#Contact/view/1', false],
  ['https://c.example/contact/5', 'https://other.example/contact/5', false],
  ['https://c.example/contact/5', 'about:blank', false],
])('%s is shown by %s: %s', (record, tab, shown) => {
  expect(showsRecord(tab, record)).toBe(shown);
});
