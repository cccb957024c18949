import { describe, expect, it } from 'vitest';
import { classifyLabel, classifyLeadIn } from '../../../lib/page/lexicon';

describe('labels', () => {
  it.each([
    ...[
      'Telefon',
      'Tel.',
      'Tel.-Nr.',
      'Telefonnummer',
      'Rufnummer',
      'Durchwahl',
      'Mobil',
      'Handy',
      'Festnetz',
      'Zentrale',
    ],
    ...[
      'Telefon (geschäftlich)',
      'Telefon privat',
      'Phone',
      'Phone 2',
      'Mobile',
      'Cell',
      'Landline',
      'Direct line',
      'Work Phone',
    ],
    ...[
      'Telefono',
      'Cellulare',
      'Fisso',
      'Téléphone',
      'Tél.',
      'Portable',
      'Numéro de téléphone',
      'Teléfono',
      'Móvil',
      'Telefoon',
    ],
    ...[
      'Mobiel',
      'Telefoonnummer',
      'Telefon komórkowy',
      'Komórka',
      'Tel. stacjonarny',
      'Telemóvel',
      'phoneNumber',
      'contact_phone',
    ],
    ...['mobile_phone', 'telNr', 'homePhone', 'Tel./Fax', '電話番号', 'Телефон', '手机'],
  ])('%s is a phone', (label) => expect(classifyLabel(label)).toBe('phone'));

  it.each(['Fax', 'Telefax', 'Faxnummer', 'fax_number', 'Télécopie', 'Faks', 'FAX-Nr.', 'Факс', '传真'])(
    '%s is a fax',
    (label) => expect(classifyLabel(label)).toBe('fax'),
  );

  it.each([
    ...[
      'IBAN',
      'USt-IdNr.',
      'Rechnungsnummer',
      'Kunden-Nr.',
      'Kd.-Nr.',
      'Auftragsnummer',
      'Order no.',
      'PLZ',
      'Datum',
      'Due date',
    ],
    ...[
      'Geburtsdatum',
      'Preis',
      'Betrag',
      'Version',
      'IP',
      'ISBN',
      'Artikelnummer',
      'Credit card',
      'Tracking',
      'E-Mail',
      'Website',
    ],
    ...[
      'phone_type',
      'phoneCountry',
      'Phone verified',
      'mobile_optin',
      'Numéro client',
      'Partita IVA',
      'NIF',
      'NIP',
      'Telefon Termin',
    ],
  ])('%s is something else', (label) => expect(classifyLabel(label)).toBe('other'));

  it.each(['', 'Name', 'Ansprechpartner', 'Firma', 'Ort', 'Notes', 'Kontakt', 'Automobile AG', 'Hotel'])(
    '%s says nothing',
    (label) => expect(classifyLabel(label)).toBe(''),
  );
});

describe('words before a number', () => {
  it.each([
    ['Tel.: ', 'phone'],
    ['Sie erreichen uns unter Telefon ', 'phone'],
    ['Fax: ', 'fax'],
    ['Tel. 030 1, Fax ', 'fax'],
    ['Kd.-Nr. ', 'other'],
    ['Rechnung ', 'other'],
    ['IBAN ', 'other'],
    ['bitte zurückrufen unter ', ''],
    ['τηλ. κέντρο ', 'phone'],
    ['Fax. über ', 'fax'],
  ])('%s', (words, kind) => expect(classifyLeadIn(words)).toBe(kind));
});
