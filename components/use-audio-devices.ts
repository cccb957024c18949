import { useEffect, useState } from 'preact/hooks';

/** The audio devices that are plugged in, and each time that changes. Names are there once the microphone is allowed. */
export function useAudioDevices(granted: boolean): MediaDeviceInfo[] {
  const [devices, setDevices] = useState<MediaDeviceInfo[]>([]);
  useEffect(() => {
    const over = new AbortController();
    const read = () => {
      navigator.mediaDevices.enumerateDevices().then(
        (all) => !over.signal.aborted && setDevices(all),
        // Without a list the system's devices are all there is to choose.
        () => setDevices([]),
      );
    };
    navigator.mediaDevices.addEventListener('devicechange', read, { signal: over.signal });
    read();
    return () => over.abort();
    // Asked again when the permission comes: until then devices have no names.
  }, [granted]);
  return devices;
}
