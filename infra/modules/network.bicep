// One fixed address for everything that the app sends: a subnet behind a NAT gateway.

@description('Common part of the names.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Address range of the virtual network, which is one subnet.')
param addressPrefix string

resource address 'Microsoft.Network/publicIPAddresses@2024-05-01' = {
  name: 'pip-${name}'
  location: location
  tags: tags
  sku: { name: 'Standard' }
  properties: { publicIPAllocationMethod: 'Static' }
}

resource gateway 'Microsoft.Network/natGateways@2024-05-01' = {
  name: 'ng-${name}'
  location: location
  tags: tags
  sku: { name: 'Standard' }
  properties: {
    publicIpAddresses: [{ id: address.id }]
  }
}

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet-${name}'
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: [addressPrefix] }
    subnets: [
      {
        name: 'app'
        properties: {
          addressPrefix: addressPrefix
          natGateway: { id: gateway.id }
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
    ]
  }
}

@description('Resource id of the subnet for the app.')
output subnetId string = network.properties.subnets[0].id

@description('The address that deliveries come from.')
output egressAddress string = address.properties.ipAddress
