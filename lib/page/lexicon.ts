/**
 * What the words around a value say about it. Labels are folded first (lower case, no accents, camelCase and
 * punctuation split), so that "Tel.-Nr.", "telNr", "TÉLÉPHONE" and "phone_number" meet the same few rules.
 */

/** `phone`: may be dialled. `fax`, `other`: must not get an icon. '': says nothing. */
export type LabelKind = 'phone' | 'fax' | 'other' | '';

const MAX_LABEL = 80;

/** Words that name a phone; a whole folded word must match. */
const PHONE =
  /^(tel|tels|telnr|telno|telefon|telefono|telefonos|telefoni|telefone|telefones|telefonnummer\w*|telefonnr|telefonnumre?|telefonszam\w*|telefonu?|telefony|telefonni|telefonicznny|telefonisch|telefonprivat|telefongeschaftlich|telefonzentrale|telefonmobil|telefoon\w*|telephone\w*|telefonia|phone|phones|phonenumber\d*|phoneno|fon|rufnummer\w*|rufnr|ruf|durchwahl\w*|nebenstelle|mobil|mobile|mobiles|mobilephone|mobilenumber|mobileno|mobilnummer\w*|mobilnr|mobilfunk\w*|mobiltelefon\w*|mobiel\w*|movil|moviles|telemovel|handy|handys|handynummer\w*|handynr|cell|cellphone|cellular|cellulare|cellulari|celular|portable|gsm|festnetz\w*|zentrale|landline|landlines|switchboard|hotline|telefonhotline|ddi|komorka|komorkowy|komorkowe|stacjonarny|fixe|fijo|fisso|tlf|tlfnr|puhelin\w*|matkapuhelin\w*|gsmnummer|whatsapp|ansage|homephone|workphone|businessphone|otherphone|assistantphone|phonehome|phonework|phonemobile|phoneother|msisdn|telekom|телефон\w*|телефон|мобильный|моб|τηλεφωνο|κινητο|電話|電話番号|携帯|电话|手机|전화|전화번호|휴대폰|هاتف|جوال|טלפון|נייד|cep)$/u;

/** Two or more words that only together name a phone. */
const PHONE_PHRASE =
  /\b(direct (line|dial|number)|call ?back (no|number)|contact (no|number)|kontakt ?nummer|numero (de |di )?(tel|telephone|telefono|cellulare|portable)|work number|home number|ligne directe|linea directa|linea diretta|numer tel\w*|vast(e)? nummer|erreichbar unter|ruckruf unter)\b/;

const FAX = /(fax|faks|telecopi|facsimile|факс|传真|傳真|팩스|ファックス|فاكس|φαξ)/u;

/** Words that name something else of the same shape, or turn a phone word into something else ("phone type"). */
const OTHER =
  /^(iban|bic|swift|konto|kontonummer|kto|ktonr|blz|bankleitzahl|bank|ust|ustid\w*|uid|vat|vatin|mwst|steuer\w*|taxid|tax|rechnung\w*|rg|re|invoice\w*|facture|fattura|factura|faktura|kunden\w*|kd|kdnr|customerid|customerno|customernumber|debitor\w*|kreditor\w*|mitglied\w*|personalnummer|auftrag\w*|bestell\w*|order|orders|ordernumber|orderno|pedido|ordine|commande|vorgang\w*|ticket\w*|case|akte\w*|aktenzeichen|angebot\w*|quote|vertrag\w*|contract|police\w*|plz|postleitzahl|zip|zipcode|postcode|postal|postal(e|code)|codice|cap|datum|date|fecha|data|dob|zeit|zeitpunkt|time|uhrzeit|timestamp|geburt\w*|geboren|birth\w*|preis\w*|price|prix|prezzo|precio|cena|betrag\w*|amount|summe|gesamt\w*|total|umsatz\w*|revenue|kosten|menge|qty|quantity|anzahl|count|version|build|ip|ipv4|mac|uuid|guid|hash|isbn|issn|ean|gtin|upc|asin|sku|artikel\w*|article|seriennummer|serien\w*|serial|imei|lat|lng|lon|latitude|longitude|koordinaten|coordinates|kreditkarte\w*|kartennummer|creditcard|card|tracking\w*|sendung\w*|paket\w*|hrb|hra|handelsregister\w*|register\w*|siret|siren|nif|cif|dni|nip|regon|pesel|krs|kvk|btw|partita|piva|ssn|id|ids|key|ref|reference|referenz\w*|kennung|kennzeichen|vin|email|mail|website|web|url|homepage|internet|www|type|typ|art|tipo|country|code|verified|optin|optout|consent|label|format|kategorie|category|status|updated|created|geandert|erstellt|termin|gesprach|notiz|kampagne|vorwahl|landesvorwahl|pin|tan|otp|passwort|password|captcha)$/;

const OTHER_PHRASE =
  /\b(credit card|card (no|number)|customer (no|nr|number|id|code)|account (no|nr|number)|item (no|number)|part (no|number)|order (no|number)|case (no|number)|serial (no|number)|tax (no|number|id)|e mail|numero (client|cliente|commande|facture)|partita iva|code postal|codigo postal|due date|kd nr|cust (no|nr))\b/;

/** Lower case, without accents, words split at camelCase, digits and punctuation; one blank between words. */
export function fold(label: string): string {
  return label
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const known = new Map<string, LabelKind>();
const KNOWN_LIMIT = 2000;

/** What a label, a column head or a field name says about its value. */
export function classifyLabel(label: string): LabelKind {
  if (label === '' || label.length > MAX_LABEL) return '';
  const before = known.get(label);
  if (before !== undefined) return before;
  const kind = classify(fold(label));
  if (known.size >= KNOWN_LIMIT) known.clear();
  known.set(label, kind);
  return kind;
}

function classify(folded: string): LabelKind {
  if (folded === '') return '';
  const words = folded.split(' ');
  const phone = PHONE_PHRASE.test(folded) || words.some((word) => PHONE.test(word.replace(/\d+$/, '')));
  if (FAX.test(folded)) return phone ? 'phone' : 'fax';
  const other = OTHER_PHRASE.test(folded) || words.some((word) => OTHER.test(word));
  if (phone) return other ? 'other' : 'phone';
  return other ? 'other' : '';
}

/**
 * What the words right before a number in running text say ("Tel.: 030 …", "Kd.-Nr. 0471…"): only the last few count,
 * and the last that says anything wins.
 */
export function classifyLeadIn(before: string): LabelKind {
  const clause =
    before
      .slice(-60)
      .split(/[;|\n\r•·]|,\s|\.\s(?=\p{Lu}\p{Ll}{3})/u)
      .pop() ?? '';
  const words = fold(clause).split(' ').slice(-4);
  for (let from = words.length - 1; from >= 0; from--) {
    const kind = classify(words.slice(from).join(' '));
    if (kind) return kind;
  }
  return /(^|\W)(nr|no|num|nummer|number|numero)\W*$/i.test(clause) ? 'other' : '';
}
