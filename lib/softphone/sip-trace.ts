/** A SIP message as it may be shown: without anything that proves who we are. */

/** Header fields that carry credentials or what they are made from. */
const SECRET_HEADERS =
  /^(authorization|proxy-authorization|www-authenticate|proxy-authenticate)[ \t]*:.*(\r?\n[ \t].*)*/gim;
/** SDES keys (RFC 4568) and ICE passwords open a call's audio. */
const SECRET_LINES = /^a=(crypto|ice-pwd):.*$/gim;

export function redact(message: string): string {
  return message.replace(SECRET_HEADERS, '$1: ***').replace(SECRET_LINES, 'a=$1:***');
}
