// Surety on Azure Container Apps: the three apps, each with a revision of its own, on a PostgreSQL and a Redis that exist already.
// Written after Microsoft's published schema; not deployed by us. docs/deployment.md says how to use it and what was tried.
targetScope = 'resourceGroup'

@description('Where everything is made.')
param location string = resourceGroup().location

@description('Image of the three apps, such as registry.azurecr.io/surety:0.1.0.')
param image string

@description('Registry that the identity below pulls the image from, such as registry.azurecr.io; empty for a public one.')
param registryServer string = ''

@description('User-assigned identity that may pull the image and read the key vault.')
param identityId string

@description('Key vault whose secrets have the names below, in lower case with hyphens.')
param keyVaultUri string

@description('Names under which browsers find the apps.')
param portalHost string
param apiHost string
param identityHost string

@description('False where people sign in at another provider; authorityOrigin is that one then.')
param runIdentity bool = true
param authorityOrigin string = 'https://${identityHost}'

@description('What an app is to be told besides, as [{ name, value }], such as ISSUER_URL or GRAPH_PROFILE.')
param portalSettings array = []
param apiSettings array = []
param identitySettings array = []

@description('Further secrets of the api in the vault: api-client-secret with GRAPH_PROFILE.')
param apiSecrets array = []

@description('Custom domains of each app with their certificates, as ingress.customDomains has them; what is not named here is unbound.')
param customDomains object = { portal: [], api: [], identity: [] }

// The ingress of Container Apps has addresses of 100.64.0.0/10 as well. The portal asks for everybody, so it has no limit.
var common = [
  { name: 'TRUSTED_PROXIES', value: 'uniquelocal,100.64.0.0/10' }
  { name: 'UNLIMITED_ADDRESSES', value: '127.0.0.0/8,::1,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7,100.64.0.0/10' }
  { name: 'DRAIN_SECONDS', value: '5' }
]

var apps = [
  {
    name: 'portal'
    port: 3000
    secrets: [ 'session-secret', 'portal-client-secret', 'portal-redis-url' ]
    settings: concat([
      { name: 'PORTAL_ORIGIN', value: 'https://${portalHost}' }
      { name: 'API_ORIGIN', value: 'https://${apiHost}' }
      { name: 'AUTHORITY_ORIGIN', value: authorityOrigin }
    ], portalSettings)
  }
  {
    name: 'api'
    port: 3001
    secrets: concat([ 'api-database-url', 'smtp-url' ], apiSecrets)
    settings: concat([
      { name: 'API_ORIGIN', value: 'https://${apiHost}' }
      { name: 'PORTAL_ORIGIN', value: 'https://${portalHost}' }
      { name: 'AUTHORITY_ORIGIN', value: authorityOrigin }
      { name: 'DEMO_MODE', value: 'false' }
    ], apiSettings)
  }
  {
    name: 'identity'
    port: 3002
    secrets: [ 'identity-secret', 'portal-client-secret', 'identity-database-url', 'smtp-url' ]
    settings: concat([
      { name: 'IDENTITY_ORIGIN', value: 'https://${identityHost}' }
      { name: 'ISSUER_ORIGIN', value: 'https://${identityHost}' }
      { name: 'PORTAL_ORIGIN', value: 'https://${portalHost}' }
      { name: 'TLS_PORT', value: 'off' }
    ], identitySettings)
  }
]

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: 'surety-logs'
  location: location
  properties: { sku: { name: 'PerGB2018' }, retentionInDays: 30 }
}

resource environment 'Microsoft.App/managedEnvironments@2024-03-01' = {
  name: 'surety'
  location: location
  properties: {
    appLogsConfiguration: {
      destination: 'log-analytics'
      logAnalyticsConfiguration: {
        customerId: logs.properties.customerId
        sharedKey: logs.listKeys().primarySharedKey
      }
    }
  }
}

resource containerApps 'Microsoft.App/containerApps@2024-03-01' = [for app in filter(apps, app => runIdentity || app.name != 'identity'): {
  name: app.name
  location: location
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identityId}': {} } }
  properties: {
    managedEnvironmentId: environment.id
    configuration: {
      activeRevisionsMode: 'Single'
      ingress: {
        external: true
        targetPort: app.port
        transport: 'http'
        allowInsecure: false
        customDomains: customDomains[app.name]
      }
      registries: registryServer == '' ? [] : [ { server: registryServer, identity: identityId } ]
      secrets: [for name in app.secrets: {
        name: name
        keyVaultUrl: '${keyVaultUri}secrets/${name}'
        identity: identityId
      }]
    }
    template: {
      terminationGracePeriodSeconds: 45
      containers: [
        {
          name: app.name
          image: image
          args: [ app.name ]
          env: concat(common, app.settings, map(app.secrets, name => {
            name: toUpper(replace(name, '-', '_'))
            secretRef: name
          }))
          resources: { cpu: json('0.5'), memory: '1Gi' }
          probes: [
            // It lives when it has migrated, or another has.
            { type: 'Startup', httpGet: { path: '/health/live', port: app.port }, periodSeconds: 60, failureThreshold: 10 }
            { type: 'Liveness', httpGet: { path: '/health/live', port: app.port }, periodSeconds: 10 }
            { type: 'Readiness', httpGet: { path: '/health/ready', port: app.port }, periodSeconds: 3 }
          ]
        }
      ]
      scale: { minReplicas: 2, maxReplicas: 10, rules: [ { name: 'http', http: { metadata: { concurrentRequests: '50' } } } ] }
    }
  }
}]
