#!/usr/bin/env bash
# Unpacks Asterisk from Debian packages into a folder, without installing anything:
#   fetch-asterisk.sh SUITE FOLDER
# A private apt state with an empty status file makes apt fetch the complete dependency closure (libc included);
# of that only the modules our tests use and the libraries they load are kept (about 47 MB, run through their own
# ld.so). FOLDER/complete marks success; the folder is renamed into place last, so that two runs cannot meet half-way.
set -euo pipefail
SUITE=$1 FOLDER=$2
# Whatever mirror this machine's apt already uses.
MIRROR=$(apt-get indextargets --format '$(REPO_URI)' | grep -v security | sort -u | head -n 1)
[ -n "$MIRROR" ] || { echo "apt knows no Debian mirror: run apt-get update first" >&2; exit 1; }

mkdir -p "$(dirname "$FOLDER")"
WORK=$(mktemp -d "$FOLDER.XXXXXX")
trap 'rm -rf "$WORK"' EXIT
ALL=$WORK/all KEPT=$WORK/kept
mkdir -p "$WORK"/{lists/partial,cache/archives/partial,state,etc} "$ALL" "$KEPT"/{lib,modules,sbin,share}
: >"$WORK/status"
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $MIRROR $SUITE main" >"$WORK/sources.list"
cat >"$WORK/apt.conf" <<END
Dir::State "$WORK/state"; Dir::State::lists "$WORK/lists"; Dir::State::status "$WORK/status";
Dir::Cache "$WORK/cache"; Dir::Etc::sourcelist "$WORK/sources.list"; Dir::Etc::sourceparts "$WORK/etc";
Dir::Etc::preferencesparts "$WORK/etc"; Dir::Etc::trustedparts "/etc/apt/trusted.gpg.d";
APT::Architecture "amd64"; APT::Install-Recommends "false"; Acquire::Languages "none";
APT::Sandbox::User "root"; Debug::NoLocking "1";
END
export APT_CONFIG=$WORK/apt.conf
quiet() { "$@" >"$WORK/log" 2>&1 || { tail -n 20 "$WORK/log" >&2; exit 1; }; }
quiet apt-get -q update
quiet apt-get -q install -y --download-only --no-install-recommends asterisk

for package in "$WORK"/cache/archives/*.deb; do
  case ${package##*/} in # needed by install scripts only, never at run time
    perl* | libperl* | gnupg* | gpg* | dirmngr* | pinentry* | passwd* | adduser* | debconf*) continue ;;
    libsnmp-base* | pci.ids* | tar_* | dpkg_*) continue ;;
  esac
  dpkg -x "$package" "$ALL"
done

MULTIARCH=x86_64-linux-gnu
LIBRARIES=$ALL/usr/lib/$MULTIARCH
[ -e "$LIBRARIES/ld-linux-x86-64.so.2" ] || LIBRARIES=$ALL/lib/$MULTIARCH # bullseye has not merged /usr
MODULES=$ALL/usr/lib/$MULTIARCH/asterisk/modules
[ -d "$MODULES" ] || MODULES=$ALL/usr/lib/asterisk/modules

# The module folder is the selection: modules.conf loads all that is in it.
WANTED='app_(dial|playback|milliwatt|echo|originate|stack|verbose|userevent|cdr|transfer|stasis|senddtmf|read|record|mixmonitor|exec|while|playtones|bridgeaddchan|blind_transfer|attended_transfer)
bridge_(builtin_features|builtin_interval_features|holding|native_rtp|simple|softmix)
cdr_csv
chan_(pjsip|bridge_media)
codec_(a_mu|alaw|ulaw|gsm|g722|resample|opus_open_source)
format_(gsm|pcm|sln|wav|ogg_opus_open_source)
func_(callerid|cdr|channel|cut|db|devstate|dialplan|env|global|hangupcause|logic|math|pjsip_aor|pjsip_contact|pjsip_endpoint|rand|sprintf|strings|timeout|uri|uuid|version)
pbx_(config|spool)
res_(ari|ari_.*|clioriginate|crypto|http_websocket|musiconhold|pjproject|pjsip|rtp_asterisk|srtp|sorcery_(astdb|config|memory)|stasis|stasis_(answer|device_state|playback|recording|snoop)|timing_timerfd|format_attr_opus|websocket_client|mutestream|geolocation)
res_pjsip_(acl|authenticator_digest|caller_id|dialog_info_body_generator|diversion|dlg_options|dtmf_info|empty_info|endpoint_identifier_(anonymous|ip|user)|exten_state|header_funcs|logger|maintenance|messaging|mwi|mwi_body_generator|nat|notify|outbound_authenticator_digest|outbound_publish|outbound_registration|path|pidf_body_generator|pubsub|publish_asterisk|refer|registrar|rfc3326|sdp_rtp|send_to_voicemail|session|transport_websocket|xpidf_body_generator)'
PATTERN=$(paste -sd'|' <<<"$WANTED")
for module in "$MODULES"/*.so; do
  grep -qxE "$PATTERN" <<<"$(basename "$module" .so)" && cp "$module" "$KEPT/modules/"
done
cp "$ALL/usr/sbin/asterisk" "$KEPT/sbin/"
cp -a "$ALL/usr/share/asterisk/." "$KEPT/share/"
rm -f "$KEPT/share/sounds/recordings" "$KEPT/share/sounds/priv-callerintros"
ln -sfn en_US_f_Allison "$KEPT/share/sounds/en" # made by an install script otherwise; Playback() needs it

LOADER=$LIBRARIES/ld-linux-x86-64.so.2
SEARCH=$LIBRARIES:$ALL/usr/lib/$MULTIARCH:$ALL/usr/lib:$ALL/usr/lib/asterisk
for object in "$KEPT/sbin/asterisk" "$KEPT"/modules/*.so; do
  "$LOADER" --library-path "$SEARCH" --list "$object" 2>/dev/null || true
done | awk '$2 == "=>" && $3 ~ /^\// { print $3 }' | sort -u >"$WORK/libraries"
if grep -v "^$ALL" "$WORK/libraries"; then echo "a library comes from outside the fetched packages" >&2; exit 1; fi
xargs -a "$WORK/libraries" -I{} cp -L {} "$KEPT/lib/"
cp -L "$LOADER" "$KEPT/lib/ld.so"
cp -L "$LIBRARIES"/libnss_{files,dns}.so.2 "$KEPT/lib/" 2>/dev/null || true
for name in softokn3 freebl3 freeblpriv3; do # libsrtp on NSS loads these by name: not in any --list
  file=$(find "$ALL" -name "lib$name.so" | head -n 1)
  if [ -n "$file" ]; then cp "$file" "$KEPT/lib/"; fi
done

touch "$KEPT/complete"
if [ ! -e "$FOLDER/complete" ]; then rm -rf "$FOLDER" && mv -T "$KEPT" "$FOLDER"; fi
