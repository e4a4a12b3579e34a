import { z } from 'zod';
import type { Graph } from './graph.ts';
import { type Known, made } from './known.ts';
import { type Step, THERE, type UndoRequest } from './step.ts';

const FLOWS = '/v1.0/identity/authenticationEventsFlows';
const RIGHTS = { permission: 'EventListener.ReadWrite.All', role: 'External ID User Flow Administrator' };
const KIND = '#microsoft.graph.externalUsersSelfServiceSignUpEventsFlow';

const flowShape = z.object({ id: z.string(), displayName: z.string() });
const linkShape = z.object({ appId: z.string() });

const ATTRIBUTES = [
  { id: 'email', displayName: 'Email Address' },
  { id: 'displayName', displayName: 'Display Name' },
  { id: 'givenName', displayName: 'Given Name' },
  { id: 'surname', displayName: 'Surname' },
];

type Options = { graph: Graph; known: Known };

/** Sign-up and sign-in with e-mail and password, found by its display name, which is unique in a directory. */
export function signUpUserFlow({ graph, known }: Options, displayName: string): Step {
  return {
    title: `user flow "${displayName}"`,
    ...RIGHTS,
    async look() {
      const flows = z.array(flowShape).parse(await graph.list(FLOWS));
      known.userFlowId = flows.find((flow) => flow.displayName === displayName)?.id;
      if (known.userFlowId !== undefined) return THERE;
      return {
        mark: 'create',
        lines: ['sign-up and sign-in: e-mail with password', ...ATTRIBUTES.map(({ id }) => `attributes: + ${id}`)],
        async make(): Promise<UndoRequest[]> {
          const { id } = flowShape.parse(await graph.send('POST', FLOWS, bodyOf(displayName)));
          known.userFlowId = id;
          return [{ method: 'DELETE', path: `${FLOWS}/${id}` }];
        },
      };
    },
  };
}

function bodyOf(displayName: string) {
  return {
    '@odata.type': KIND,
    displayName,
    onAuthenticationMethodLoadStart: {
      '@odata.type': '#microsoft.graph.onAuthenticationMethodLoadStartExternalUsersSelfServiceSignUp',
      identityProviders: [{ id: 'EmailPassword-OAUTH' }],
    },
    onInteractiveAuthFlowStart: {
      '@odata.type': '#microsoft.graph.onInteractiveAuthFlowStartExternalUsersSelfServiceSignUp',
      isSignUpAllowed: true,
    },
    onAttributeCollection: {
      '@odata.type': '#microsoft.graph.onAttributeCollectionExternalUsersSelfServiceSignUp',
      attributes: ATTRIBUTES.map((attribute) => ({
        ...attribute,
        description: attribute.displayName,
        userFlowAttributeType: 'builtIn',
        dataType: 'string',
      })),
      attributeCollectionPage: { views: [{ inputs: ATTRIBUTES.map(inputOf) }] },
    },
  };
}

/** The address is proven before the page with the attributes is shown: there it is neither seen nor changed. */
function inputOf({ id, displayName }: (typeof ATTRIBUTES)[number]) {
  const isAddress = id === 'email';
  return {
    attribute: id,
    label: displayName,
    inputType: 'text',
    hidden: isAddress,
    editable: !isAddress,
    writeToDirectory: true,
    required: true,
  };
}

/** The portal uses the user flow. An application can be in one user flow only. */
export function portalInUserFlow({ graph, known }: Options): Step {
  const linksOf = (flowId: string): string => `${FLOWS}/${flowId}/conditions/applications/includeApplications`;
  return {
    title: 'the portal in the user flow',
    ...RIGHTS,
    async look() {
      const appId = known.applications.portal?.appId;
      const links = known.userFlowId ? z.array(linkShape).parse(await graph.list(linksOf(known.userFlowId))) : [];
      if (links.some((link) => link.appId === appId)) return THERE;
      return {
        mark: 'create',
        lines: [],
        async make(): Promise<UndoRequest[]> {
          const path = linksOf(made(known.userFlowId, 'the user flow'));
          const portal = made(appId, 'the portal');
          await graph.send('POST', path, {
            '@odata.type': '#microsoft.graph.authenticationConditionApplication',
            appId: portal,
          });
          return [{ method: 'DELETE', path: `${path}/${portal}` }];
        },
      };
    },
  };
}
