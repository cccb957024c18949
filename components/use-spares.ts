import { useEffect, useState } from 'preact/hooks';
import type { Call } from '../lib/call';
import { report } from '../lib/errors';
import { followSpares, spareCalls } from '../lib/spare-calls';

/** Calls that the database does not take, followed live; undefined until they were read once. */
export function useSpares(): ReadonlyMap<string, Call> | undefined {
  const [spares, setSpares] = useState<ReadonlyMap<string, Call>>();
  useEffect(() => {
    const read = () => void spareCalls().then(setSpares, (error: unknown) => report(error, 'calls in memory'));
    const stop = followSpares(read);
    read();
    return stop;
  }, []);
  return spares;
}
