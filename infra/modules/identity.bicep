// The identity with which the app uses storage, the vault and Application Insights.

import { resourceTags } from '../types.bicep'

@description('Name of the identity.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags resourceTags

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}

@description('Resource id.')
output id string = identity.id

@description('What APPLICATIONINSIGHTS_AUTHENTICATION_STRING and AzureWebJobsStorage__clientId name.')
output clientId string = identity.properties.clientId
