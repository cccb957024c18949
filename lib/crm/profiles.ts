/** Every profile that ships, one line each. The first that decides wins, so `generic` is the last. */
import { espocrm } from './espocrm/profile';
import { generic } from './generic/profile';
import { odoo } from './odoo/profile';
import type { Profile } from './profile';
import { suitecrm } from './suitecrm/profile';
import { tryton } from './tryton/profile';
import { twenty } from './twenty/profile';
import { zammad } from './zammad/profile';

export const profiles: readonly Profile[] = [tryton, espocrm, odoo, suitecrm, zammad, twenty, generic];
