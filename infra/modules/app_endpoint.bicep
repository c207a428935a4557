// A private endpoint of the app itself, which is then called from the virtual network only.

import { resourceTags } from '../types.bicep'

@description('Common part of the names.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags resourceTags

@description('Subnet that the endpoint has an address in.')
param subnetId string

@description('The app.')
param appId string

@description('Existing DNS zone, linked to the network already; without it one is made.')
param dnsZoneId string?

@description('true where a policy registers the endpoint in DNS.')
param dnsByPolicy bool

// environment() has no suffix for apps.
var zones = {
  AzureCloud: 'privatelink.azurewebsites.net'
  AzureUSGovernment: 'privatelink.azurewebsites.us'
  AzureChinaCloud: 'privatelink.chinacloudsites.cn'
}

module endpoint 'endpoint.bicep' = {
  name: 'endpoint-sites'
  params: {
    name: 'pe-${name}-sites'
    location: location
    tags: tags
    subnetId: subnetId
    targetId: appId
    groupId: 'sites'
    zoneName: zones[environment().name]
    zoneId: dnsZoneId ?? ''
    dnsByPolicy: dnsByPolicy
  }
}
