import { useEffect, useState } from 'preact/hooks';

/** What the browser says about the microphone, and each time that changes; undefined while it is being asked. */
export function useMicrophonePermission(): PermissionState | undefined {
  const [state, setState] = useState<PermissionState>();
  useEffect(() => {
    const over = new AbortController();
    navigator.permissions.query({ name: 'microphone' as PermissionName }).then(
      (status) => {
        setState(status.state);
        status.addEventListener('change', () => setState(status.state), { signal: over.signal });
      },
      // A browser without this question: the microphone page asks instead.
      () => setState('prompt'),
    );
    return () => over.abort();
  }, []);
  return state;
}
