/**
 * One seed for all property tests of a run, printed, so that a failure can be repeated with FC_SEED; and the words that a
 * page's script is given before it reads.
 */
import fc from 'fast-check';
import { learn } from '../../lib/page/lexicon';
import { wear } from '../../lib/page/shell';
import { vocabulary } from '../../lib/page/vocabulary';

const seed = Number(process.env.FC_SEED ?? Math.floor(Math.random() * 2 ** 31));
fc.configureGlobal({ seed });
console.info(`fast-check seed ${seed} (repeat with FC_SEED=${seed})`);
learn(vocabulary);
wear(vocabulary.styles);
