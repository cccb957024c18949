import { useEffect } from 'preact/hooks';

/**
 * Keeps the computer awake while `on`, where the background cannot (Firefox): a page that can be seen holds the lock, and
 * takes it again when it is seen again.
 */
export function useWakeLock(on: boolean): void {
  useEffect(() => {
    if (!on || !import.meta.env.FIREFOX || !('wakeLock' in navigator)) return;
    let lock: WakeLockSentinel | undefined;
    let over = false;
    const take = async () => {
      if (document.visibilityState !== 'visible' || (lock && !lock.released)) return;
      // Refused on low battery: then it is not ours to insist.
      lock = await navigator.wakeLock.request('screen').catch(() => undefined);
      if (over) await lock?.release();
    };
    document.addEventListener('visibilitychange', take);
    void take();
    return () => {
      over = true;
      document.removeEventListener('visibilitychange', take);
      void lock?.release();
    };
  }, [on]);
}
