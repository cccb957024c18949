/** What the numbering plan of a country says beside libphonenumber's numbers: what is dialled before them, how they begin. */
import { type CountryCode, isSupportedCountry, Metadata } from 'libphonenumber-js/max';

/** The region that libphonenumber knows by this code. */
export function asCountry(code: string): CountryCode | undefined {
  const upper = code === 'UK' ? 'GB' : code;
  return isSupportedCountry(upper) ? upper : undefined;
}

/** Countries whose plan has a trunk 0 that people leave away: "(11) 3456-7001", "98200 12345", "601 301 4011". */
export const WRITTEN_WITHOUT_ZERO: ReadonlySet<string> = new Set(['BR', 'IN', 'CN', 'AR', 'CO', 'PE', 'BO']);
/** Numbers of an area that begin with 1 all the same: "031-13 14 15", "030 19222". */
export const BEGIN_WITH_1: Record<string, RegExp> = { SE: /^1/, FI: /^1/, AX: /^1/, DE: /^19/, PL: /^19/ };

interface Plan {
  /** What stands before national numbers; '' for nothing. */
  trunk: string;
  /** What is dialled for abroad. */
  exit: RegExp;
}

const plans = new Map<CountryCode, Plan>();

/** What the plan of this country dials before its numbers and for abroad. */
export function planOf(country: CountryCode): Plan {
  let known = plans.get(country);
  if (!known) {
    const metadata = new Metadata();
    metadata.selectNumberingPlan(country);
    // Real but left out of the package's types; the table test would show their loss.
    const plan = metadata.numberingPlan as unknown as Record<'nationalPrefix' | 'IDDPrefix', () => string | undefined>;
    known = { trunk: plan.nationalPrefix() ?? '', exit: new RegExp(`^(?:${plan.IDDPrefix() ?? '00'})`) };
    plans.set(country, known);
  }
  return known;
}

/** Does the plan put a 0 before national numbers? Then digits without one are no whole number. */
export function usesTrunkZero(country: CountryCode): boolean {
  return planOf(country).trunk === '0';
}
