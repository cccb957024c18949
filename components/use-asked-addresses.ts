import { loadPolicy } from '../lib/policy';
import type { Settings } from '../lib/settings';
import { useLive } from './use-live';

/** Match patterns that somebody else than the user named, and which of them are the administration's. */
export function useAskedAddresses({ wantedAddresses }: Settings): { asked: string[]; fromPolicy: string[] } {
  const fromPolicy = useLive(loadPolicy).value?.crmAddresses ?? [];
  return { asked: [...new Set([...fromPolicy, ...wantedAddresses])], fromPolicy };
}
