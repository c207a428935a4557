// A virtual network: a subnet for the app, one for private endpoints, and on demand one fixed address
// for everything that the app sends.

import { resourceTags } from '../types.bicep'

@description('Common part of the names.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags resourceTags

@description('Address range of the virtual network: one half for the app, the other for private endpoints.')
param addressPrefix string

@description('Whether the app sends from one fixed address.')
param fixedEgressAddress bool

var half = parseCidr(addressPrefix).cidr + 1

resource address 'Microsoft.Network/publicIPAddresses@2026-03-01' = if (fixedEgressAddress) {
  name: 'pip-${name}'
  location: location
  tags: tags
  sku: { name: 'Standard' }
  properties: { publicIPAllocationMethod: 'Static' }
}

resource gateway 'Microsoft.Network/natGateways@2026-03-01' = if (fixedEgressAddress) {
  name: 'ng-${name}'
  location: location
  tags: tags
  sku: { name: 'Standard' }
  properties: {
    publicIpAddresses: [{ id: address.id }]
  }
}

resource vnet 'Microsoft.Network/virtualNetworks@2026-03-01' = {
  name: 'vnet-${name}'
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: [addressPrefix] }
    subnets: [
      {
        name: 'app'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, half, 0)
          natGateway: fixedEgressAddress ? { id: gateway.id } : null
          // Storage and vault are reached without the gateway, which charges per gigabyte.
          serviceEndpoints: [
            { service: 'Microsoft.Storage' }
            { service: 'Microsoft.KeyVault' }
          ]
          delegations: [
            {
              name: 'flex-consumption'
              properties: { serviceName: 'Microsoft.App/environments' }
            }
          ]
        }
      }
      {
        name: 'endpoints'
        properties: { addressPrefix: cidrSubnet(addressPrefix, half, 1) }
      }
    ]
  }
}

@description('Resource id of the subnet for the app.')
output appSubnetId string = '${vnet.id}/subnets/app'

@description('Resource id of the subnet for private endpoints.')
output endpointSubnetId string = '${vnet.id}/subnets/endpoints'

@description('The address that deliveries come from; empty where it is not fixed.')
output egressAddress string = fixedEgressAddress ? address!.properties.ipAddress : ''
