// The relay in a resource group that this deployment makes, or that exists already.
//
//   az deployment sub create --location <region> --template-file infra/main.bicep --parameters ...
//   azd up
//
// resource-group.bicep is for those who may not deploy at the subscription. docs/deploy.md has every
// step from an empty subscription to the first delivered event.

targetScope = 'subscription'

import {
  appOptions
  monitoringOptions
  networkOptions
  redundancy
  relayOptions
  resourceNames
  resourceTags
} from 'types.bicep'

@description('Name of this installation, for example relay-prod. Part of every computed resource name: lower-case letters, digits and hyphens.')
@minLength(2)
@maxLength(20)
param environmentName string

@description('Region for everything. It must offer Flex Consumption: az functionapp list-flexconsumption-locations.')
@minLength(3)
param location string

@description('Resource group for everything.')
@minLength(1)
@maxLength(90)
param resourceGroupName string = 'rg-${environmentName}'

@description('false where the resource group exists already: it is left as it is, with its region and its tags.')
param createResourceGroup bool = true

@description('Tags of every resource, and of the resource group if it is made.')
param tags resourceTags = {}

@description('Names that take the place of the computed ones.')
param names resourceNames = {}

@description('Size and shape of the app.')
param app appOptions = {}

@description('How storage is replicated.')
param storageRedundancy redundancy = 'Standard_LRS'

@description('true sends every delivery from one fixed address (NAT gateway), which receivers can put on an allow list.')
param fixedEgressAddress bool = false

@description('true reaches storage and vault through private endpoints only, and closes them to the internet.')
param privateNetwork bool = false

@description('The network around the app.')
param network networkOptions = {}

@description('Value of SECRETS_KEY, which encrypts the webhooks\' secrets in storage. Needed once, at the first deployment; empty keeps what is in the vault.')
@secure()
param secretsKey string = ''

@description('true makes POST /api/events require a valid X-Onefuzz-Digest made with ingestSecretToken.')
param requireIngestSignature bool = false

@description('Value of INGEST_SECRET_TOKEN: the secret_token of the OneFuzz webhook that feeds the relay; empty keeps what is in the vault.')
@secure()
param ingestSecretToken string = ''

@description('Address that alerts are mailed to; empty for none.')
param alertEmail string = ''

@description('Logs, alerts and budget.')
param monitoring monitoringOptions = {}

@description('The relay\'s own settings.')
param settings relayOptions = {}

@description('true keeps storage account and vault from being deleted until the locks are removed. Needs Owner or User Access Administrator.')
param lock bool = false

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = if (createResourceGroup) {
  name: resourceGroupName
  location: location
  tags: union(tags, { 'azd-env-name': environmentName })
}

module relay 'resource-group.bicep' = {
  name: 'relay'
  scope: resourceGroup(resourceGroupName)
  params: {
    environmentName: environmentName
    location: location
    tags: tags
    names: names
    app: app
    storageRedundancy: storageRedundancy
    fixedEgressAddress: fixedEgressAddress
    privateNetwork: privateNetwork
    network: network
    secretsKey: secretsKey
    requireIngestSignature: requireIngestSignature
    ingestSecretToken: ingestSecretToken
    alertEmail: alertEmail
    monitoring: monitoring
    settings: settings
    lock: lock
  }
  dependsOn: [group]
}

@description('The URL of the relay.')
output RELAY_URL string = relay.outputs.RELAY_URL

@description('For func azure functionapp publish, az functionapp keys list and the like.')
output AZURE_FUNCTION_APP_NAME string = relay.outputs.AZURE_FUNCTION_APP_NAME

@description('The resource group that holds everything.')
output AZURE_RESOURCE_GROUP string = resourceGroupName

@description('The vault that holds SECRETS_KEY and INGEST_SECRET_TOKEN.')
output AZURE_KEY_VAULT_NAME string = relay.outputs.AZURE_KEY_VAULT_NAME

@description('The account that holds the tables and queues.')
output AZURE_STORAGE_ACCOUNT_NAME string = relay.outputs.AZURE_STORAGE_ACCOUNT_NAME

@description('The address that deliveries come from, or empty where it is not fixed here.')
output EGRESS_ADDRESS string = relay.outputs.EGRESS_ADDRESS
