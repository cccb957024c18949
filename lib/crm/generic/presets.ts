/**
 * Starting points for CRMs that nobody has tried Ringside with: from their public documentation, to be checked with "Send a
 * test record". Words in capitals are to be replaced.
 */
import type { FormPreset } from '../form';

const json = (body: object) => JSON.stringify(body, undefined, 2);

export const GENERIC_PRESETS: readonly FormPreset[] = [
  {
    // Endpoint and field names of the entity CTI-Anruf are not public: the shape is what an administrator maps.
    name: 'CURSOR-CRM',
    values: {
      url: 'https://SERVER/rest/ENTITY/{id}',
      method: 'PUT',
      once: 'upsert',
      authName: 'Authorization',
      authValue: 'Basic …',
      body: json({
        callId: '{id}',
        direction: '{direction}',
        phoneNumber: '{number}',
        status: '{outcome}',
        start: '{startedAt}',
        end: '{endedAt}',
        durationSeconds: '{duration}',
        contact: '{contactId}',
        subject: '{subject}',
        note: '{text}',
      }),
      refPath: 'id',
      lookUpUrl: 'https://SERVER/rest/ENTITY?phone={number}',
    },
  },
  {
    // docs.zammad.org/en/latest/api/ticket: a ticket with an article of type phone.
    name: 'Zammad',
    values: {
      url: 'https://SERVER/api/v1/tickets',
      method: 'POST',
      once: 'createOnly',
      authName: 'Authorization',
      authValue: 'Token token=…',
      body: json({
        title: '{subject}',
        group: 'Users',
        customer_id: '{contactId}',
        article: { subject: '{subject}', body: '{text}', type: 'phone', internal: true },
      }),
      refPath: 'id',
      recordUrl: 'https://SERVER/#ticket/zoom/{ref}',
      lookUpUrl: 'https://SERVER/api/v1/users/search?query={tail}&limit=20',
      idPath: 'id',
      namePath: 'lastname',
      phonePaths: 'phone,mobile',
      contactUrl: 'https://SERVER/#user/profile/{contactId}',
    },
  },
  {
    // developers.pipedrive.com/docs/api: an activity of type call.
    name: 'Pipedrive',
    values: {
      url: 'https://COMPANY.pipedrive.com/api/v2/activities',
      method: 'POST',
      once: 'createOnly',
      authName: 'x-api-token',
      authValue: '…',
      body: json({
        subject: '{subject}',
        type: 'call',
        done: true,
        due_date: '{date}',
        due_time: '{time}',
        duration: '{durationClock}',
        note: '{text}',
        participants: [{ person_id: '{contactNumber}', primary: true }],
      }),
      updateUrl: 'https://COMPANY.pipedrive.com/api/v2/activities/{ref}',
      updateMethod: 'PATCH',
      refPath: 'data.id',
      lookUpUrl: 'https://COMPANY.pipedrive.com/api/v2/persons/search?term={tail}&fields=phone&limit=20',
      listPath: 'data.items',
      idPath: 'item.id',
      namePath: 'item.name',
      phonePaths: 'item.phones',
      contactUrl: 'https://COMPANY.pipedrive.com/person/{contactId}',
    },
  },
  {
    // www.zoho.com/crm/developer/docs/api/v8: module Calls; it is not among those that upsert.
    name: 'Zoho CRM',
    values: {
      url: 'https://www.zohoapis.eu/crm/v8/Calls',
      method: 'POST',
      once: 'createOnly',
      authName: 'Authorization',
      authValue: 'Zoho-oauthtoken …',
      body: json({
        data: [
          {
            Subject: '{subject}',
            Call_Type: '{directionWord}',
            Call_Start_Time: '{startedAt}',
            Call_Duration: '{durationClock}',
            Description: '{text}',
            Who_Id: { id: '{contactId}' },
          },
        ],
      }),
      refPath: 'data.0.details.id',
      lookUpUrl: 'https://www.zohoapis.eu/crm/v8/Contacts/search?phone={digits}',
      listPath: 'data',
      idPath: 'id',
      namePath: 'Full_Name',
      phonePaths: 'Phone,Mobile',
      contactUrl: 'https://crm.zoho.eu/crm/tab/Contacts/{contactId}',
    },
  },
  {
    // twenty.com/developers: an object "call" of one's own with a unique field callId; REST of it is made from the schema.
    name: 'Twenty',
    values: {
      url: 'https://SERVER/rest/calls',
      method: 'POST',
      once: 'search',
      findUrl: 'https://SERVER/rest/calls?filter=callId[eq]:{id}&limit=1',
      foundPath: 'data.calls.0.id',
      authName: 'Authorization',
      authValue: 'Bearer …',
      body: json({
        callId: '{id}',
        name: '{subject}',
        direction: '{direction}',
        startedAt: '{startedAt}',
        duration: '{duration}',
        note: '{text}',
        personId: '{contactId}',
      }),
      updateUrl: 'https://SERVER/rest/calls/{ref}',
      updateMethod: 'PATCH',
      refPath: 'data.createCall.id',
      listPath: 'data.people',
      lookUpUrl: 'https://SERVER/rest/people?filter=phones.primaryPhoneNumber[like]:%25{tail}%25&limit=20',
      idPath: 'id',
      namePath: 'name.lastName',
      phonePaths: 'phones.primaryPhoneNumber',
      contactUrl: 'https://SERVER/object/person/{contactId}',
    },
  },
];
