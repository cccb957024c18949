/**
 * The words of labels, by what they say of their value. All are folded (see lexicon.ts): lower case, no accents. Text
 * only: the background holds it and sends it to each frame that says hello, so that no frame has to load and keep it as
 * a script.
 */
import { changed } from './changed-values';
import { markup } from './markup';
import { numberShapes } from './number-shapes';
import { phrases } from './phrases';
import { selectors } from './selectors';
import { styles } from './styles';

export const vocabulary = {
  /** Whole words with a blank between them; "*" stands for any rest of a word. */
  words: {
    ...markup,
    phone:
      'tel tels tele tlf tlm tlmv tfno fon fone ph phn ruf mob mobo mobitel mobile mobiles cell cel kom gsm natel ' +
      'portable whatsapp viber landline switchboard tollfree freephone freecall callback ddi did extn nst ' +
      'apparat zentrale vermittlung msisdn pager sabit dahili mellek klapka linka anexo ramal ' +
      'extensao anknytning vaxel sentralbord vaihde wewnetrzny stacjonarny infolinia centralita centralino interno ' +
      'telf telfs telnr* tlfnr* nrtel numtel callee hdy tlfno ankn centrale centrala ustredna conmutador wasap wireless pabx dect bleep storingsdienst wachtdienst piketdienst ' +
      'bereikbaarheidsdienst infolijn infolink* dispecink pikett piquete chamador volajici uppringare opkalder omstilling dognvagt* lokalnr ' +
      'telm whats wpp santral telsiz semafoon personsokare personsoger fastnet ateruppringning vorzimmer durchw direktwahl caller anrufer anrufers angerufene appelant appele chiamante chiamato llamante beller gebelde dzwoniacy ' +
      'dzwoniacego arayan irtibat recapiti mov toestel wewn klappe bip biper astreinte fono pieper piepser funkruf* buscapersonas cercapersone bipeur freecall voip sip sekretariat сот сотовыи тел моб доб добавочныи τηλ σταθερο εσωτερικο שלוחה تحويلة',

    /** A phone word beside one of these names what the phone is about, not what is dialled: "phone type", "mobile code". */
    about:
      'type typ art tipo typu tipus tip country land pays pais paese kraj countrycode landcode areacode prefix vorwahl ' +
      'landesvorwahl code verified verify verifiziert optin optout consent format category kategorie categorie ' +
      'categoria label status stato estado statut time zeit uhrzeit termin dauer duration duree durata duracion ' +
      'cost kosten price preis* prix prezzo precio importe* importo montant tarif* rate taux tasso tasa valor valore valeur ' +
      'bedrag* betrag* amount* kwota cena remise rabat* descuento sconto budget cout costo anzahl count minutes minuten ' +
      'minut* version* versie wersja serial* seri* asset* inventar* pin puk url sid albaran dowod* documento ' +
      'carrier anbieter operator model lokatorska lokatorskie organizacyjna modell modele modello marke brand imei updated created geandert erstellt os',
    /** What a field name may hold besides, without saying anything: parts of generated ids. */
    nameNoise: 'id ids key ref reference data date label text type no n nr code time order format status ext int poste',

    /** Something else that is written in digits. */
    other:
      // Banks and money
      'iban bic swift kto* blz scheck* cheque* chq check czek assegno talon payment* pago pagamento zahlung* paiement* transaction* txn utr rrn rtgs neft imps upi ifsc micr ' +
      'reglement refund* erstattung* rembours* rimborso reembolso platnosc* betaling* receipt* quittung* recibo ricevuta ' +
      'recu ontvangst* pokwitow*  bank* konto* conto compte cuenta conta rekening* rachun* ucet* uctu hesab* solde bankgiro acc acct ' +
      'account* depotn* depotk* sort routing bsb clabe aba rib ccc ocr plusgiro saldo balance remit carte tarjeta carta ' +
      'card* credit* cvc cvv betrag* preis* price* prix prezzo precio amount* importe total* umsatz* menge qty ' +
      'quantity qte cantidad quantita quantite aantal ilosc liczba kosten verwendungszweck belasting* podatek mwst* tassa tasse imposta impuesto* impot ' +
      // Taxes, registers, persons
      'ust ustid ustidnr uid vat vatn* vatid* vatreg* tva iva piva btw* moms* dph nip regon pesel krs ico dic cif nif dni cui cnp cnpj cpf rfc curp ' +
      'afm αφμ gst* pan aadhaar tin abn acn uen nric npi naics sic rut ruc nit cuit nipc nss cups cup cig pdr kvk cedula* inscri* contribuin* steuer steuerart* steuerbet* steuerbes* steuerc* steuerd* steueri* steuerkl* steuerke* steuerko* steuern* steuers* steuerz* tax* fiscal* siren siret naf kvk kbo rcs rea ahv ' +
      'bsn ssn nino pps* hrb hra fn rpm rpr handelsreg* regist* rodne cpr cvr org* duns gln medicare ausweis* pass ' +
      'passport* vergi kimlik инн кпп огрн снилс 法人番号 זהות ' +
      // Papers and orders
      'rechnung* rg renr inv invoice* factu* fattur* faktu* fatura* lasku* szamla* kunde* kundn* kd kdnr customer* ' +
      'client* klant* klient* zakazni* asiaka* musteri* ugyfel* debit* kredit* creditor* lieferant* leverancier* ' +
      'fornitor* proveedor* dostawc* fournisseur* supplier* vendor* mitglied* member* adherent* loyalty auftrag* bestel* order* pedido* ordin* ' +
      'commande* comanda encomenda objednavk* zamowien* zlecen* rendeles* siparis* tilaus* angebot* offert* quot* ' +
      'devis preventivo presupuesto vertrag* contrat* contract* contratto umowa polic* polis* poliz* versicherung* ' +
      'insur* assuranc* assicuraz* seguro seguros apolic* pojist* requis* verzeker* ubezpiecz* kontrakt* schaden* schade* estimate* wycena ' +
      'cotiza* soumission* ofert* referentie* odniesieni* authorizat* authorisat* autorizac* autorizaz* autorizzaz* autorisat* autorisier* autoryzac* chiffre* inciden* orden ordenes verwijzing vaglia ' +
      'anfrage* demande* richiest* solicitud* aanvra* socio socios socia miembro* membre* membro* lid ' +
      'czlonek* claim* lieferschein* delivery sendung* paket* parcel* colis kolli przesylk* zasilk* guia kargo ' +
      'track* awb rma vorgang* ticket* case* zaak* dossier* exp expedient* akte* aktenzeichen az pratica protocol* ' +
      'proces* spraw* arende* zgloszen* takip sicil dosya symbol* fv zam envio* umow* smlouv* folio kenmerk* sygnatur* viite* diarie* abonnement* subscription* confirmation ' +
      'bestatigung* loan sinistr* siniestr* mrn mls livraison bolla ddt przewozow* paczk* vracht* project* ' +
      'projekt* beleg* buchung* booking* договор* заказ* счет* 顧客* ' +
      '客户* 注文* 订单* 发票* 고객* 주문* فاتورة الفاتورة العميل الطلب חשבונית לקוח הזמנה πελατη παραγγελια* ' +
      // Papers, jobs and loads that go by a number of their own
      'challan* application* enrolment enrollment consumer uhid uan permit* docket* consignment* shipment* waybill* manifest* lading certificate* zertifikat* certificat* lease* plot ' +
      'locker coupon* container* seal* vessel voyage flight* flug* pnr visa visum gerat* bescheid* zulassung* frachtbrief* ' +
      'retour* gutachten* affaire bail permis immatricul* parcelle ordonnance bordereau* commessa tessera libretto targa telaio spedizion* bastidor kenteken relatien* lidn* personeel* kadaster seryjn* ewidencyjn* spz ' +
      'verbale utenza landmark vin plate apn mpn zakazk* polozk* operacion radicado visitas wpis wyswietlen* visualizzazion* einheit bsnr lanr personnummer kollin* lotto collo distinta remesa lote carne nomina finca permiso afiliacion colegiado referencia referencias ' +
      'opdracht* zending* perceel kavel vergunning* legitimatie* szkod* rezerwac* dzialk* legitymac* karta karty pojazd* ' +
      'pacco pacchi bol usdot scac hawb mawb hbl chassis* odometer mileage ndc accession specimen escrow rfq rfp mpan mprn prescription* wkn isin ' +
      'gutschrift* mahnung* storno rezept* befund mhd pzn baujahr erstzulassung urkunde* immat kilometr* pdl prm pce avenant finess rpps ' +
      'adeli ine mappale subalterno catast* ricetta impegnativa iscrizione nhc receta vencimiento certific* certyfikat* kilometerstand ' +
      'meterstand kadastr* recept partij korekta wz partia recepta skierowanie zezwolenie sygn echeance scadenza subtotal ' +
      'rejestracyj* dil dilu dily paragon* reklamac* protokol* decyzj* wniosk* wniosek ' +
      // The same by language: French, Italian, Spanish, Dutch, Polish, Czech, Portuguese, Swedish, Danish, Turkish, German
      'inventair* cde poids plafond empreinte icq eori gencod rne uai distance* nir cni plaque cadastr* sejour ics rum cout couts cle capital effectif voiture employe salarie billet chambre conteneur ' +
      'passeport garantie engagement quittance agrement fidelite avoir affaires ' +
      'vettura colli matr patente cf abi cab cdc segnalazione prot foglio particella sub camera prenotazione nre cartella ' +
      'distanz* peso iscr albo rapportin* scontrin* nosologic* civico scala piano repertorio raccomandat* quietanz* cedolino inps inail ateco capitale dipendent* ' +
      'expte expdte localizador bulto bultos contenedor* pasaporte cip cipa abonado cta poligono autos procedimiento ' +
      'subcuenta* cnae acta escritura diligencias atestado articulo* coste costes legajo ot reserva billete habitacion nacimiento caducidad ' +
      'cuil medidor placa tramite* comprobante boleta afiliado remito ' +
      'nummerplaat rsin machtiging* mandaat kostenplaats geboorte* prijs* breedtegraad lengtegraad ogm mededeling ' +
      'ppe poboru jazdy bdo indeks mpk kosztow wieczyst* npwz pwz urodz* szer geogr wspolrzedn* pz przelew* zus zakladowy ' +
      'nabidk* skod* znacka dodaci balik* vyr sarz* elektromer* plynomer* vodomer* eic rz karoseri* ridicsk* obcansk* pasu rc ic vs ks ' +
      'ss stredisk* naklad* tiket* servisni lv vlastnictvi bytu pokoje rezervace castka zustatek mnozstvi splatnost ' +
      'souradnic* verze doklad* popisne zakladni icp icz odbornost ' +
      'nf nfe orcamento rastre* instalacao uc cpe chassi renavam cnh passaport* bi cidadao cc ie niss pis utente ' +
      'cotac* cartao carteira eleitor digitavel renda folha livro hodometro creci oab hidrometro consumidora senha cupom remessa comprovante* certidao certidoes solicitac* ' +
      'carteirinha prontuario receita nib chave boleto entidade artigo* custo custos chamado ordem voo quarto bilhete nasc ' +
      'nascimento quantidade preco versao fracao aluno ' +
      'avtal* dnr sandning* fraktsedel* matarstallning referens* streckkod* kostnadsstall* fastighetsb* fodels* belopp* antal ' +
      'pris forfallo* foljesedel* kvitto* portkod* ' +
      'ordre aftale* sag forsendels* fragtbrev* nummerplade stregkod* omkostningssted arbejdsordre lejemal* vaerelse fodsel* ' +
      'belob* forfald* folgeseddel rekvisition* kvittering* ' +
      'irsaliye plaka vkn tckn barkod masraf emri parsel dogum tutar* bakiye adet fiyat vade enlem boylam surum makbuz ' +
      'malo melo marktlokation* messlokation* kennz hsn tsn kst grundbuch* gemarkung geb fallig* breitengrad langengrad ' +
      'bauvorhaben bauteil cmr scelle scelles reclamation* reclamac* reclamo herstelbon reparatiebon leverbon inkoopbon geschaftspartner geschaftszahl gz ez marche meldungsn* stormeldung* equipment platz jednaci circuit ldv giro vrm reservation lockbox suite apt ' +
      'evn nve sscc vrn utn uprn wbs urn slip antrag antrage antragsn* bevilling* bevilgning* pid fnol kostengutsprache* kostenubernahme* kostenzusage* kogu karugy* karszam* kotveny* ugyirat* iktato* szerzodes* munkalap* nyugta* utalvany* poukaz* chiave prodott* cespit* produit* produto* vyrob* termek* boekstuk* grootboek* timbrado deposit remittance polita rae kayttopaikka kustannuspaikka meroora azonosito* szallitolevel fuvarlevel zbozi zmluv* evid zn schranka consum upn uln trailer prufplakette verbrauchsstelle telepass telepeaje carnet kwijting* pensione ' +
      // Places and times
      'plz zip* post* psc cap cp pincode индекс 郵便番号 date* datum* fecha* geburt* birth* dob jahr since seit valid ' +
      'due termin termine termins terminu terminy terminie terminow terminn* termind* terminz* terminvorschl* terminb* terminart gps lat lng lon latitud* longitud* koordinat* coordinat* coordenad* ' +
      // Things and machines
      'version* release build firmware kernel ip ipv4 mac uuid guid hash token commit session sitzung isbn issn ean ' +
      'gtin upc asin sku barcode* artikel* article articolo item* part material* produkt* product* asset* seri* sn ' +
      'imei iccid sim* charge* batch lot inventar* vehicle matric* licen* lizenz* schlussel key pin tan otp captcha ' +
      'meeting personal* employee* sid callid reference* referenz* referenc* ref refs kennung* kennzeichen zeichen kostenstelle raum room ' +
      'meter meters compteur* contador* contatore* licznik* inventory inwentarz* patient* pacjent* pazient* paciente* ' +
      'immobil* impianto melding werkbon pakbon kassabon bolletta cro trn zvr ipp iep nda mutuelle assure legacy badge* piece pieces hashtag qr hausnr* postfach apdo apartado seite page paragraf norm din iso flurstuck bestand stock zahler* zahlpunkt code codes kod* cod codice ' +
      'codigo* κωδικος id ids ident* external gutschein* voucher* kennziffer* parcela parzelle* email mail* website web url www document* ' +
      'dokument* mandat* glaubiger* teilnehmer* betriebsnummer fehler* error',

    /** A number of what, is not said: only a number in international form is taken for a phone. */
    number:
      'nummer nummern nr nrn nro no num number numbers numero numeros numer numeru numara numarasi cislo szam szama ' +
      'numarul broj stevilka numeris n номер номера rn 番号 号码 号 號 번호 رقم מספר αρ αριθμος riferimento rif subscriber',

    /** Currencies before an amount. */
    money: 'eur usd chf gbp pln sek nok dkk czk huf try',

    /** Follow an amount or a measure; as the page writes them, in small letters. */
    units:
      'eur usd chf gbp pln zł* kč* kr ft lei tl руб* kg g km m mm cm m²* m2 stk stück* gb mb kb kwh mwh kw uhr h min ' +
      'sek ms px pcs rt0* rp0* rc0*',

    /** May stand right before a number, without a blank; as the page writes them. */
    leads: 't tel telefon fon phone mobil mobile handy m teléfono tél voice work cell',

    /** Regions that write national numbers with a leading 0: grouped digits without one are something else there. */
    withZero: 'DE AT CH LI GB IE FR BE NL SE FI TR RO AU NZ ZA IL JP KR TH EG AE SA UA BG HR SI RS SK ID MY PH VN PK',

    /** Country-code domains that are sold to everybody and say nothing about a country. */
    soldDomains: 'io ai co me tv cc ws to fm gg ly so sh gl eu la',

    /** Attributes that hold the CRM's own name of a field. */
    fields:
      'data-field data-fieldname data-field-name data-name data-column data-col data-col-id data-key data-property ' +
      'data-attribute data-attribute-code data-api-name data-colname data-test-key data-zcqa data-fieldtype ' +
      'data-field-type data-target-selection-name data-id col-id field itemprop name id data-testid ' +
      'formcontrolname ng-model v-model',

    /** Of these, the ones that frameworks make up too often: only a phone or a fax in them counts. */
    looseFields: 'id name data-id data-testid data-key',

    /** Who has the number, where more than a number stands below. */
    people:
      'customer client kunde kunden klant cliente klient klienci kund supplier lieferant fournisseur proveedor fornitore ' +
      'leverancier dostawca vendor member mitglied membre socio lid patient patiente paciente paziente pacjent employee ' +
      'mitarbeiter assure passenger personale personal personnel guest gast mieter huurder locataire inquilino inquilina najemca tenant versicherter assicurato ' +
      'asegurado verzekerde ubezpieczony zakaznik utente abonado afiliado salarie employe adherent allocataire dipendente ' +
      'besteller auftraggeber auftragnehmer versicherungsnehmer rechnungsempfanger vertragspartner kontoinhaber anfragender schadenmelder ' +
      'paketempfanger patientin kundin lieferantin glaubiger debitor kreditor teilnehmer teilnehmerin policyholder insured claimant orderer ' +
      'creditor demandeur debiteur adherente ordinante debitore creditore aanvrager opdrachtgever verzekeringnemer rekeninghouder contractant mandataire crediteur wnioskodawca zleceniodawca ubezpieczajacy pojistnik ugyfel ugyfelunk vasarlo megrendelo',

    /** Heads of the columns that say who each row is about. No contacts and accounts: "Last contact", "Account owner". */
    names:
      'name names fullname vorname nachname firstname lastname ansprechpartner kontaktperson ' +
      'person persona personne persoon osoba firma company unternehmen organisation organization requester caller ' +
      'anrufer kontaktname nom prenom sociale interlocuteur societe entreprise nominativo cognome nome ' +
      'azienda intestatario nombre apellido apellidos empresa titular naam achternaam bedrijf contactpersoon relatie ' +
      'nazwa nazwisko imie kontrahent jmeno prijmeni nazev spolecnost namn foretag navn virksomhed nimi yritys nev cegnev ' +
      'adi unvan nume denumire имя фио клиент компания 名前 氏名 ονομα اسم שם',

    /** What cells say of a call, a task or a record, and small words: nobody is called so. */
    nobodies:
      'ein eine einen aus der die das dem den und oder mit von vom zum zur fur bei im am an auf nach bis ab the and or of for with to at on ' +
      'a in out le la les un une des du de et ou pour avec el los las una uno y o con del il lo gli i e per di da een het en of met van voor naar ' +
      'w z na do od i oraz ett och med os as um uma com para ' +
      'eingehend ausgehend eingang ausgang verpasst angenommen abgelehnt incoming inbound outgoing outbound missed answered rejected internal external ' +
      'entrant entrante sortant saliente uscente manque perdida perdido persa perso perduta inkomend uitgaand gemist przychodzace wychodzace nieodebrane inkommande utgaende missat ' +
      'recebida efetuada realizada ricevuta effettuata recue emise ' +
      'ja nein yes no oui non si sim nao nee tak nie nej true false neu new alt old offen open geschlossen closed erledigt done aktiv active ' +
      'inaktiv inactive not nicht kein keine none started progress pending planned geplant bearbeitung wartend abgeschlossen abierto cerrado activo activa inactivo nuevo nueva pendiente ' +
      'ouvert ferme actif active nouveau nouvelle aperto chiuso attivo nuovo nuova actief inactief nieuw nowy aktywny aberto fechado ativo novo oppen stangd ny ' +
      'hoch high mittel medium niedrig low normal urgent dringend heute gestern morgen today yesterday tomorrow hier aujourd hui ayer hoy oggi ieri vandaag gisteren dzis wczoraj ' +
      'herr frau mr mrs ms miss mme mlle m sr sra sig dhr mevr mw pan pani ' +
      'mo di mi do fr sa so mon tue wed thu fri sat sun uhr am pm min std sec sek h',

    /** A label of these over two digits is a flat ("Int. 12") as often as a desk. */
    flats: 'int interno interior',

    /** Whose number it is, or where it rings. */
    whose:
      'hm wk home office work private personal main other business direct from to source destination src dst origin contact dispatch reception ' +
      'privat buro geschaftlich dienstlich zuhause zentrale sekretariat werkstatt empfang notdienst von an quelle ziel ' +
      'bureau domicile travail maison prive professionnel standard accueil gardien concierge de vers origine ' +
      'casa ufficio lavoro abitazione segreteria portineria da destinazione oficina trabajo domicilio particular recepcion origen destino contacto contato contatto kontakt spojeni driver fahrer chauffeur conductor autista ridic kierowca kurier kuriera courier ' +
      'fahrerin motorista sofor monteur techniker tecnico technicien technik ' +
      'werk thuis kantoor prive receptie balie van naar bron bestemming dom praca biuro recepcja sekretariat od do ' +
      'trabalho escritorio arbete hem kontor prace domu kancelar is ev ofis mother father mutter vater mere pere madre padre ' +
      'madre padre moeder vader matka ojciec partner spouse',

    /** Words that lead over to the number: what was spoken of before them is not what it is. */
    leadsOver:
      'unter pelo pela allo dal dallo desde depuis at under back au al ao op pod pa on sul onder call ring dial text reach anrufen rufen bel bellen llamar chiamare ' +
      'appeler dzwonic oddzwonic zavolat ligue ara called rang phoned contact* kontakt* zuruckrufen zuruckgerufen angerufen ' +
      'erreichen von da van od fran fra terugbellen teruggebeld gebeld rappeler rappel joindre richiamare richiamato chiamato llamado marcar',
  },

  phrases,

  /** Regular expressions. */
  patterns: {
    /** In any part of a word: German, Dutch and others compose words ("Privattelefon", "Kundenhotline"). */
    phonePart:
      'telef(?!on(notiz|gesprach|isch$))|telep(?=h|on|$)|telemov|(?<!i|micro|mega|head|ear)phone(?!t)|rufnummer|rufnr|durchwahl|' +
      '(?<!auto|wohn|im)mobil(?!i[adets]|i$|arz)|(?<!auto)mobiel|movil(?!i)|handy(?!man)|festnetz|hotline|nebenst|kurzwahl|' +
      'fernsprech|doorkies|puhelin|komork|cellul|celular|телефон|мобил|τηλεφων|κινητ|電話|电话|手机|手機|携帯|座机|内線|内线|전화|' +
      '휴대|핸드폰|연락처|هاتف|جوال|موبايل|تلفون|تليفون|تلفن|همراه|טלפון|נייד|סלולרי|โทรศพท|मबाइल|đien thoai|ponsel',

    /** Words that hold such a part and name something else: what it costs, what it is about, another thing. */
    notPhonePart:
      'telef.*(rechnung|kosten|termin|anlage|typ|zeit|tid|tijd|vertrag|buch|at$|ate$|isch.|kabel|gebuhr|anbieter)|' +
      'tele(kop|fax|gra|visi|skop|metr|mark)|(phone|mobile?)(type|code|id|country|status|app|format|ext?type)$|' +
      'mobilfunkvertrag|handyvertrag',

    /** Who is called, not what is bought: "Kundenservice", "klantenservice". */
    service:
      '^(kunde|klant|klient|kund|debiteur|debitor|kreditor|auftrags|bestell?|rechnungs|schadens?|vertrags|versand|retouren|reklamations|factuur|order)\\w*' +
      '(service|dienst|beheer|buchhaltung|betreu|berat|center|tjanst|kontakt|annahme|abteilung|abwicklung|afdeling|avdelning)(?!auftrag|vertrag|bericht|einsatz)',

    /** Compounds of a number that one calls: "Notfallnummer", "kontaktnummer", "noodnummer". */
    phoneNumberWord:
      '^(kontakt|contact|notfall|notruf|nod|nood|spoed|alarm|service|servis|sammel|kopf|haupt|hoved|huvud|zentral|storung(?!s?nr)|storing(?!s?nr)|terugbel|meld|' +
      'bereitschaft|ruckruf|ruf|wahl|kurzwahl|beratung|auskunft|vermittlung|amts|toestel|anrufer|bellers|jour|direkt|direct|vast|info|gratis|' +
      'sentral|privat|buro|support|hem|thuis|ausweich|sms|vaxel|lokal|ala)(s|en|e)?(nummer|numer|nr|numero)$',

    /** The verb between what is named and its number: "my number with you is", "numer klienta to", "changed from". */
    copula:
      '( ((wurde )?geandert|change|modifie|corrige|(cambi|modific)a[dt]o|corretto|zmienion[oy]|zmenen[oa]?|gewijzigd|alterado|is|(was |has been )?(changed|updated|corrected)( from| to)?|ist|lautet|es|est|e|je|ar|er)|(?<=nume?r( \\S+)?) to)( (el|la|le|il|die|der|das|den|the))?$',
    ...changed.patterns,

    fax: 'fax(?!e$)|^fx$|telex|faks|telecop|telekop|facsim|факс|传真|傳真|팩스|ファックス|ファクス|فاكس|فكس|דואר נע|פקס|φαξ',

    /** Where somebody is, or what was said, whatever for: a phone may stand below. */
    place:
      '(ad+res+(e[ns]?)?|anschrift|indirizzo|direccion)\\b(?! (n|nr|no|num|number|nummer|id|code)\\b)|' +
      '(kommentar|bemerkung|anmerkung|notiz|hinweis)(en?)?$|\\b(comments?|notes|(?<!\\b(delivery|credit|debit|dispatch|consignment) )note|remarks|instructions|commentaires?|observaciones|' +
      'comentarios?|observacoes|opmerking(en)?|uwagi|poznamk[ay])$',

    /** How compounds of such things end: "Girokonto", "Verkooporder", "Kundencode". */
    otherPart:
      '.(datum|dato|plaat|bon|antrag|orders?|code|steuer|ticket|lizenz|licentie|factuur|contract|versie|konto|dossier|rechnung|vertrag|auftrag|referenz|beleg|schein|rekening|faktur[ae]?|bestellung|akte|schlussel|kennung|abonnement|avtale?|tunnus|kod|versicherung|zeichen|kenmerk|kennzahl|kennziffer|(?<=service|support|schaden|garantie|leistungs|behandlungs|problem)fall|kort|kaart|(?<!visiten|land|kontakt|adress)karte|ausweis|bescheinigung|quittung|bestatigung|urkunde|trager|(?<!p)ref)$',

    numberPart: '(?:nummer|numer|nummern|numero|szam|numarasi|番号|号码|번호)$|.{2}nr$|.{3}nro$',
  },

  selectors,

  /** Regular expressions of what is no phone, by its shape alone: how it begins. */
  shapes: `^(${[
    '24 ?/ ?7$|[012]?\\d\\.[0-5]\\d$', // around the clock, 18.00
    '(19|20)\\d{2}\\s*[-–/]\\s*((19|20)\\d{2}|\\d{1,2})$', // 2019-2024
    '(?!0\\d)\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}$', // 192.168.178.20
    '(?!3\\d\\d\\.\\d{6,7}$)\\d{1,3}\\.\\d{4,}$', // 52.520008, but 347.5550123 is an Italian mobile number
    '(?!0\\d{3} )\\d{4}([ -]\\d{4}){2,3}([ -]\\d{1,3})?$', // card
    '97[89][- ]?\\d', // ISBN
    '0+$|(?<same>\\d)\\k<same>{6,}$',
    '\\d+(\\.\\d+){2,}-\\d+$', // build
    '0\\.\\d+$',
  ].join('|')})`,

  /** Regular expressions that meet words as the page writes them, in either case. */
  written: {
    /** "Tel./Fax", "Telefon und Telefax": one number for both. */
    both:
      '(^|[^a-z\\u00aa-\\u024f])(tel|tél|tf|tfno|tlf|tlfno|fone|t[eé]l[eé]f[a-z\\u00aa-\\u024f]*|téléph[a-z\\u00aa-\\u024f]*|fon|phone)[^a-z\\u00aa-\\u024f]*' +
      '([/&+,|]|\\s(u|und|and|et|e|y|i|en|og|och)\\W)\\s*(tele)?fa(?:x|ks)[^a-z\\u00aa-\\u024f]*$',

    /** A unit or a currency behind an amount; "M: …", "m 07…" is a mobile, "M-F" are days. */
    unit: '^\\s?(?![mh](?:[:-]|\\.? ?[+(\\d]))([€$£%‰°]|[a-z\\u00aa-\\u00b6\\u00b8-\\u024f\\u0400-\\u04ff]+\\d*)',

    /** Heads of columns that say what kind of thing a row is. */
    typeHead:
      '^(art|typ|type|tipo|soort|rodzaj|druh|kind|tür|típus|label|feld|field|campo|champ|pole|medium|kanal|channel|' +
      'canal|spalte|column|colonn[ae]|columna|kolom|kolumna|source|quelle|attribut\\w*|merkmal|bezeichnung|beschreibung|description|kategorie|category|kommunikation|eigenschaft|property|kontaktart)\\b',
    ...changed.written,

    /** Names of pictures that stand for such words. */
    picture:
      '(?:^|[^a-z])(?:ear|cell|desk|i)?(fax|print(?:er)?|phone|telephone|tel|mobile|mobil|smartphone|handy|call|headset|envelope|' +
      // "table-cell", "o-mail-Message": parts of a page, no pictures; "phoneTicket": how it came in.
      '(?<=ico\\w*[-_/ ]+|fa-|images?\\/|img\\/)cell|cell(?=\\.\\w)|(?<=ico\\w*[-_/ ]+|fa-|bi-|mdi-)(?:file-invoice|id-card|ticket|key|passport)|mail(?![-_](?!(?:o|alt|open|solid|bulk|fill\\w*|(?:out)?lined?|icon)\\b)[a-z])|globe|calendar|barcode|upc|hash(?:tag)?|receipt|qr|badge|landmark|credit)(?![a-z]|[-_ ]?tickets?\\b)',

    /** A box to search or filter with. */
    search: '\\b(search|filter|suche|query|quicksearch|q|buscar|cerca|zoek|szukaj|recherche)\\b',
  },

  /** Regular expressions of how numbers are written, each with its flags. */
  numbers: numberShapes,

  styles,
};

export type Vocabulary = typeof vocabulary;
