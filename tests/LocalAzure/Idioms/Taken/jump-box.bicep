// what: a jump box: address space, security, interface and machine with a key
// azure: ok
// out: size="Standard_D2ds_v5"
// out: user="jump"
// out: address="10.12.0.4"
param location string = resourceGroup().location
@secure()
param key string = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE jump'
resource nsg 'Microsoft.Network/networkSecurityGroups@2024-05-01' = { name: 'nsg-jump', location: location, properties: { securityRules: [{ name: 'bastion', properties: { priority: 100, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.12.255.0/26', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '22' } }, { name: 'registry', properties: { priority: 100, direction: 'Outbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'VirtualNetwork', sourcePortRange: '*', destinationAddressPrefix: 'MicrosoftContainerRegistry.EastUS2', destinationPortRange: '443' } }, { name: 'front', properties: { priority: 110, direction: 'Outbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: 'AzureFrontDoor.FirstParty', destinationPortRange: '443' } }] } }
resource net 'Microsoft.Network/virtualNetworks@2024-05-01' = { name: 'vnet-jump', location: location, properties: { addressSpace: { addressPrefixes: ['10.12.0.0/16'] }, subnets: [{ name: 'jump', properties: { addressPrefix: '10.12.0.0/24', networkSecurityGroup: { id: nsg.id } } }] } }
resource card 'Microsoft.Network/networkInterfaces@2024-05-01' = { name: 'nic-jump', location: location, properties: { ipConfigurations: [{ name: 'one', properties: { subnet: { id: net.properties.subnets[0].id } } }] } }
resource machine 'Microsoft.Compute/virtualMachines@2024-07-01' = { name: 'vm-jump', location: location, identity: { type: 'SystemAssigned' }, properties: { hardwareProfile: { vmSize: 'Standard_D2ds_v5' }, osProfile: { computerName: 'jump', adminUsername: 'jump', linuxConfiguration: { disablePasswordAuthentication: true, ssh: { publicKeys: [{ path: '/home/jump/.ssh/authorized_keys', keyData: key }] } } }, storageProfile: { imageReference: { publisher: 'Canonical', offer: 'ubuntu-24_04-lts', sku: 'server', version: 'latest' }, osDisk: { createOption: 'FromImage', deleteOption: 'Delete', managedDisk: { storageAccountType: 'Premium_LRS' } } }, networkProfile: { networkInterfaces: [{ id: card.id, properties: { deleteOption: 'Delete' } }] } } }
output size string = machine.properties.hardwareProfile.vmSize
output user string = machine.properties.osProfile.adminUsername
output address string = card.properties.ipConfigurations[0].properties.privateIPAddress
