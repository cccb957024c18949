import { useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { AboutSection } from '../../components/options/AboutSection';
import type { Commands } from '../../components/use-command';
import { useLive } from '../../components/use-live';
import { report } from '../../lib/errors';
import { loadPolicy } from '../../lib/policy';
import { removeAddress } from '../../lib/set-up';
import { browserName } from './browser-name';

interface Grants {
  permissions?: string[];
  origins?: string[];
}

/** The about section, wired: what the browser says we may do, followed as it changes. */
export function AboutPart({ commands }: { commands: Commands }) {
  const grants = useGrants();
  const policy = useLive(loadPolicy).value;
  if (!grants || !policy) return null;
  return (
    <AboutSection
      version={browser.runtime.getManifest().version}
      browser={browserName()}
      permissions={grants.permissions ?? []}
      origins={grants.origins ?? []}
      policy={policy}
      onRevoke={(origin) => void removeAddress(origin, commands)}
    />
  );
}

function useGrants(): Grants | undefined {
  const [grants, setGrants] = useState<Grants>();
  useEffect(() => {
    const read = () => void browser.permissions.getAll().then(setGrants, (error: unknown) => report(error, 'grants'));
    browser.permissions.onAdded.addListener(read);
    browser.permissions.onRemoved.addListener(read);
    read();
    return () => {
      browser.permissions.onAdded.removeListener(read);
      browser.permissions.onRemoved.removeListener(read);
    };
  }, []);
  return grants;
}
